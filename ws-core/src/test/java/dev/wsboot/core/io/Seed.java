package dev.wsboot.core.io;

import java.util.Random;

/** The seed of a random test: printed, and taken from the system property {@code ws.seed} where that is set. */
final class Seed {

    private Seed() {}

    static long of(String test) {
        long seed = Long.getLong("ws.seed", System.nanoTime());
        System.out.println(test + ": -Dws.seed=" + seed);
        return seed;
    }

    static Random random(String test) {
        return new Random(of(test));
    }
}
