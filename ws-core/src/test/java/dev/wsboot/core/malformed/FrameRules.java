package dev.wsboot.core.malformed;

import dev.wsboot.core.protocol.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;

/** All rules about frames, and inputs that break them. */
final class FrameRules {

    private static final Deflater DEFLATER = new Deflater(6, true);

    private FrameRules() {}

    static List<FrameRule> all() {
        List<FrameRule> all = new ArrayList<>();
        all.addAll(HeaderRules.all());
        all.addAll(SequenceRules.all());
        all.addAll(ContentRules.all());
        all.addAll(DeflateRules.all());
        return all;
    }

    /** A stream that breaks one rule, amid valid frames. */
    static FrameInput broken(FrameRule rule, Random random) {
        Role us;
        boolean deflate;
        do {
            us = random.nextInt(4) == 0 ? Role.CLIENT : Role.SERVER;
            deflate = random.nextBoolean();
        } while (!rule.scope().includes(us, deflate));
        return broken(rule, random, us, deflate);
    }

    /** A stream to a server that breaks one rule, amid valid frames. */
    static FrameInput brokenByClient(FrameRule rule, Random random) {
        return broken(
                rule,
                random,
                Role.SERVER,
                rule.scope() == FrameRule.Scope.DEFLATE
                        || (rule.scope() != FrameRule.Scope.PLAIN && random.nextBoolean()));
    }

    private static FrameInput broken(FrameRule rule, Random random, Role us, boolean deflate) {
        DEFLATER.reset();
        FrameStream stream = new FrameStream(random, us, deflate, DEFLATER).valid(3);
        rule.breach().in(stream);
        switch (random.nextInt(3)) {
            case 0 -> stream.valid(2);
            case 1 -> stream.raw(stream.bytes(random.nextInt(40)));
            default -> {}
        }
        return stream.input();
    }

    /** A stream that breaks none. */
    static FrameInput valid(Random random) {
        DEFLATER.reset();
        Role us = random.nextBoolean() ? Role.CLIENT : Role.SERVER;
        FrameStream stream = new FrameStream(random, us, random.nextBoolean(), DEFLATER).valid(8);
        stream.maybeOpen();
        return stream.faultless();
    }
}
