package dev.wsboot.core.malformed;

import java.util.Random;

/** The seed of the corpus: always the same one, or {@code -Dws.seed}. Each input depends on it, its rule and its number alone. */
final class CorpusSeed {

    static final long SEED = Long.getLong("ws.seed", 6455);

    private CorpusSeed() {}

    static Random random(Object rule, int input) {
        return new Random((SEED * 31 + rule.toString().hashCode()) * 1_000_003 + input);
    }
}
