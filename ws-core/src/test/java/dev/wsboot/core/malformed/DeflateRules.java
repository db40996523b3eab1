package dev.wsboot.core.malformed;

import static dev.wsboot.core.malformed.DeflateBits.DYNAMIC;
import static dev.wsboot.core.malformed.DeflateBits.FIXED;
import static dev.wsboot.core.malformed.DeflateBits.STORED;
import static dev.wsboot.core.malformed.FrameStream.FIN;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.wsboot.core.malformed.FrameRule.Scope;
import dev.wsboot.core.protocol.Frames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Compressed messages that are no deflate (RFC 1951 §3.2, RFC 7692 §7.2.2). */
final class DeflateRules {

    /** What writes the broken part. */
    private interface Corruption {

        void write(DeflateBits bits, Random random);
    }

    private final List<FrameRule> rules = new ArrayList<>();

    private DeflateRules() {}

    static List<FrameRule> all() {
        DeflateRules all = new DeflateRules();
        all.blocks();
        all.fixedCodes();
        all.dynamicHeads();
        all.dynamicCodes();
        return all.rules;
    }

    private void add(String name, String section, Corruption corruption) {
        rules.add(new FrameRule(name, section, 1007, Scope.DEFLATE, stream -> {
            Random random = stream.random;
            DeflateBits bits = new DeflateBits();
            for (int i = random.nextInt(3); i > 0; i--) {
                validBlock(bits, random);
            }
            corruption.write(bits, random);
            send(stream, bits.bytes(stream.bytes(8 + random.nextInt(20))).toBytes());
        }));
    }

    private static void validBlock(DeflateBits bits, Random random) {
        int length = random.nextInt(12);
        if (random.nextBoolean()) {
            bits.block(false, STORED).align().bits(length, 16).bits(~length, 16);
            bits.bytes("0123456789abcdef".substring(0, length).getBytes(US_ASCII));
        } else {
            bits.block(false, FIXED);
            literals(bits, length).end();
        }
    }

    private static DeflateBits literals(DeflateBits bits, int count) {
        for (int i = 0; i < count; i++) {
            bits.literal('a' + i % 26);
        }
        return bits;
    }

    private static void send(FrameStream stream, byte[] payload) {
        int first = Frames.RSV1 | stream.dataOpcode();
        int from = 0;
        for (int i = stream.random.nextInt(3); i > 0; i--) {
            int to = from + stream.random.nextInt(payload.length - from + 1);
            stream.frame(first, Arrays.copyOfRange(payload, from, to));
            first = 0;
            from = to;
        }
        stream.frame(FIN | first, Arrays.copyOfRange(payload, from, payload.length));
        stream.told();
    }

    private void blocks() {
        add("deflate with a block of type 3", "RFC 1951 §3.2.3", (bits, random) -> bits.block(random.nextBoolean(), 3));
        add("deflate with a wrong stored length", "RFC 1951 §3.2.4", (bits, random) -> {
            int length = random.nextInt(65_536);
            int wrong = ~length ^ 1 << random.nextInt(16);
            bits.block(random.nextBoolean(), STORED).align().bits(length, 16).bits(wrong, 16);
        });
        add("deflate with a stored length twice", "RFC 1951 §3.2.4", (bits, random) -> {
            int length = random.nextInt(200);
            bits.block(random.nextBoolean(), STORED).align().bits(length, 16).bits(length, 16);
        });
    }

    private void fixedCodes() {
        add("deflate that refers to before its beginning", "RFC 1951 §3.2.3", (bits, random) -> {
            literals(bits.block(random.nextBoolean(), FIXED), random.nextInt(20));
            // Length 3 to 10 at a distance of 16,385 to 32,768: more than there is in a whole stream of this corpus.
            bits.code(1 + random.nextInt(8), 7).code(28 + random.nextInt(2), 5).bits(random.nextInt(1 << 13), 13);
        });
        add("deflate with a distance code that does not exist", "RFC 1951 §3.2.6", (bits, random) -> {
            literals(bits.block(random.nextBoolean(), FIXED), 1 + random.nextInt(20));
            bits.code(1 + random.nextInt(8), 7).code(30 + random.nextInt(2), 5);
        });
        add("deflate with a length code that does not exist", "RFC 1951 §3.2.6", (bits, random) -> {
            literals(bits.block(random.nextBoolean(), FIXED), random.nextInt(20));
            bits.code(0b1100_0110 + random.nextInt(2), 8);
        });
    }

    private void dynamicHeads() {
        add(
                "deflate with too many length codes",
                "RFC 1951 §3.2.7",
                (bits, random) -> bits.block(random.nextBoolean(), DYNAMIC)
                        .dynamic(287 + random.nextInt(2), 1 + random.nextInt(30)));
        add(
                "deflate with too many distance codes",
                "RFC 1951 §3.2.7",
                (bits, random) -> bits.block(random.nextBoolean(), DYNAMIC)
                        .dynamic(257 + random.nextInt(30), 31 + random.nextInt(2)));
        add("deflate with too many codes for lengths", "RFC 1951 §3.2.7", (bits, random) -> {
            int[] lengths = new int[19];
            for (int i = 3 + random.nextInt(10); i > 0; i--) {
                lengths[i] = 1;
            }
            bits.block(random.nextBoolean(), DYNAMIC).bits(0, 5).bits(0, 5).codeLengthCode(lengths);
        });
        add("deflate with too few codes for lengths", "RFC 1951 §3.2.7", (bits, random) -> {
            int[] lengths = new int[19];
            lengths[random.nextInt(19)] = 2 + random.nextInt(6);
            bits.block(random.nextBoolean(), DYNAMIC).bits(0, 5).bits(0, 5).codeLengthCode(lengths);
        });
    }

    private void dynamicCodes() {
        add(
                "deflate that repeats the length before the first",
                "RFC 1951 §3.2.7",
                (bits, random) -> dynamic(bits, random).lengthOf(16).bits(random.nextInt(4), 2));
        add(
                "deflate that repeats a length too often",
                "RFC 1951 §3.2.7",
                (bits, random) -> dynamic(bits, random)
                        .lengthOf(18)
                        .bits(127, 7)
                        .lengthOf(18)
                        .bits(127, 7));
        add(
                "deflate without an end of its block",
                "RFC 1951 §3.2.7",
                (bits, random) ->
                        dynamic(bits, random).lengths(2, 1).lengths(255, 0).lengthOf(1));
        add(
                "deflate with too many literal codes",
                "RFC 1951 §3.2.2",
                (bits, random) ->
                        dynamic(bits, random).lengths(2 + random.nextInt(9), 1).lengths(258, 1));
        add(
                "deflate with too few literal codes",
                "RFC 1951 §3.2.2",
                (bits, random) -> dynamic(bits, random)
                        .lengths(256, 0)
                        .lengthOf(2 + random.nextInt(10))
                        .lengthOf(1));
        add(
                "deflate with too many distance codes of one length",
                "RFC 1951 §3.2.2",
                (bits, random) -> bits.block(random.nextBoolean(), DYNAMIC)
                        .dynamic(257, 3)
                        .lengthOf(1)
                        .lengths(255, 0)
                        .lengths(4, 1));
    }

    /** A dynamic block of 257 length codes and one distance code, up to where their lengths are. */
    private static DeflateBits dynamic(DeflateBits bits, Random random) {
        return bits.block(random.nextBoolean(), DYNAMIC).dynamic(257, 1);
    }
}
