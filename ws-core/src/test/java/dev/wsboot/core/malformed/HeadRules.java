package dev.wsboot.core.malformed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** All rules about request heads, and inputs that break them. */
final class HeadRules {

    private HeadRules() {}

    static List<HeadRule> all() {
        List<HeadRule> all = new ArrayList<>();
        all.addAll(RequestLineRules.all());
        all.addAll(FieldLineRules.all());
        all.addAll(RequestRules.all());
        all.addAll(HandshakeRules.all());
        return all;
    }

    /** A head that breaks one rule, and sometimes frames or another request behind it. */
    static byte[] broken(HeadRule rule, Random random, int port) {
        Head head = new Head(random, port);
        rule.breach().in(head);
        byte[] bytes = head.bytes();
        byte[] behind = switch (random.nextInt(3)) {
            case 0 -> new Head(random, port).bytes();
            case 1 -> FrameRules.valid(random).wire();
            default -> new byte[0];
        };
        byte[] all = Arrays.copyOf(bytes, bytes.length + behind.length);
        System.arraycopy(behind, 0, all, bytes.length, behind.length);
        return all;
    }

    static byte[] valid(Random random, int port) {
        return new Head(random, port).bytes();
    }
}
