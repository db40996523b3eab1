package dev.wsboot.core.protocol;

import java.util.Random;

/** The seed of this run's random tests: a new one each time, or {@code -Dws.seed} to see a run again. */
final class Seeds {

    private static final long SEED = Long.getLong("ws.seed", System.nanoTime());

    private Seeds() {}

    /** Random numbers for one test, whatever ran before it. */
    static Random random(String test) {
        System.out.println(test + " is random: see it again with -Dws.seed=" + SEED);
        return new Random(SEED ^ test.hashCode());
    }
}
