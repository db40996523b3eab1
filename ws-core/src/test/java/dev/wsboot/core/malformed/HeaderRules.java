package dev.wsboot.core.malformed;

import static dev.wsboot.core.malformed.FrameStream.FIN;

import dev.wsboot.core.malformed.FrameRule.Breach;
import dev.wsboot.core.malformed.FrameRule.Scope;
import dev.wsboot.core.protocol.Frames;
import dev.wsboot.core.protocol.Opcode;
import java.util.ArrayList;
import java.util.List;

/** What a frame's header can have wrong by itself: reserved bits, opcode, mask and length (RFC 6455 §5.1, §5.2). */
final class HeaderRules {

    private static final int RSV1_ALONE = 0b100;
    private static final String FRAMING = "RFC 6455 §5.2";
    private static final String COMPRESSION = "RFC 7692 §6";

    private final List<FrameRule> rules = new ArrayList<>();

    private HeaderRules() {}

    static List<FrameRule> all() {
        HeaderRules all = new HeaderRules();
        all.reservedBits();
        all.opcodes();
        all.masks();
        all.lengths();
        return all.rules;
    }

    private void add(String name, String section, Scope scope, Breach breach) {
        rules.add(new FrameRule(name, section, 1002, scope, breach));
    }

    private void reservedBits() {
        for (int bits = 1; bits <= 7; bits++) {
            int rsv = bits << 4;
            String name = "RSV " + Integer.toBinaryString(8 | bits).substring(1);
            Breach first = stream -> stream.wrong(rsv | stream.maybeFin() | stream.dataOpcode(), stream.bytes(9));
            Breach continuation = stream -> {
                stream.open();
                stream.wrong(rsv | stream.maybeFin() | Opcode.CONTINUATION, stream.bytes(3));
            };
            Breach control = stream -> {
                stream.maybeOpen();
                int opcode = stream.oneOf(Opcode.CLOSE, Opcode.PING, Opcode.PONG);
                stream.wrong(FIN | rsv | opcode, stream.controlPayload(opcode));
            };
            add(name + " on a first frame", FRAMING, Scope.PLAIN, first);
            add(name + " on a continuation", FRAMING, Scope.PLAIN, continuation);
            add(name + " on a control frame", FRAMING, Scope.PLAIN, control);
            if (bits != RSV1_ALONE) {
                add(name + " on a first frame in spite of deflate", COMPRESSION, Scope.DEFLATE, first);
            }
            add(name + " on a continuation in spite of deflate", COMPRESSION, Scope.DEFLATE, continuation);
            add(name + " on a control frame in spite of deflate", COMPRESSION, Scope.DEFLATE, control);
        }
    }

    private void opcodes() {
        for (int opcode : new int[] {0x3, 0x4, 0x5, 0x6, 0x7, 0xB, 0xC, 0xD, 0xE, 0xF}) {
            add("opcode " + Integer.toHexString(opcode), FRAMING, Scope.EVERYWHERE, stream -> {
                stream.maybeOpen();
                int fin = opcode < 8 ? stream.maybeFin() : FIN;
                stream.wrong(fin | opcode, stream.bytes(stream.random.nextInt(126)));
            });
        }
    }

    private void masks() {
        add("data without a mask", "RFC 6455 §5.1", Scope.AT_SERVER, HeaderRules::dataOfTheWrongEnd);
        add("a control frame without a mask", "RFC 6455 §5.1", Scope.AT_SERVER, HeaderRules::controlOfTheWrongEnd);
        add("data with a mask", "RFC 6455 §5.1", Scope.AT_CLIENT, HeaderRules::dataOfTheWrongEnd);
        add("a control frame with a mask", "RFC 6455 §5.1", Scope.AT_CLIENT, HeaderRules::controlOfTheWrongEnd);
    }

    private static void dataOfTheWrongEnd(FrameStream stream) {
        int first = stream.dataOpcode();
        if (stream.random.nextBoolean()) {
            stream.open();
            first = Opcode.CONTINUATION;
        }
        ofTheWrongEnd(stream, stream.maybeFin() | first, stream.bytes(stream.random.nextInt(300)));
    }

    private static void controlOfTheWrongEnd(FrameStream stream) {
        stream.maybeOpen();
        int opcode = stream.oneOf(Opcode.CLOSE, Opcode.PING, Opcode.PONG);
        ofTheWrongEnd(stream, FIN | opcode, stream.controlPayload(opcode));
    }

    /** A frame as we would send it. */
    private static void ofTheWrongEnd(FrameStream stream, int first, byte[] payload) {
        Frames ours = Frames.by(stream.us).key(stream.random.nextInt());
        stream.raw(ours.frame(first, payload).bytes());
        stream.toldBefore(payload.length);
    }

    private void lengths() {
        add("7 bits would do instead of 16", FRAMING, Scope.EVERYWHERE, stream -> notMinimal(stream, 16, 0, 125));
        add("7 bits would do instead of 64", FRAMING, Scope.EVERYWHERE, stream -> notMinimal(stream, 64, 0, 125));
        add("16 bits would do instead of 64", FRAMING, Scope.EVERYWHERE, stream -> {
            stream.roomy();
            notMinimal(stream, 64, 126, 65_535);
        });
        add("7 bits would do for a control frame", FRAMING, Scope.EVERYWHERE, stream -> {
            stream.maybeOpen();
            int opcode = stream.oneOf(Opcode.CLOSE, Opcode.PING, Opcode.PONG);
            byte[] payload = stream.controlPayload(opcode);
            stream.header(FIN | opcode, stream.oneOf(16, 64), payload.length);
            stream.told();
            stream.payload(payload);
        });
        add("the top bit of a 64-bit length", FRAMING, Scope.EVERYWHERE, stream -> {
            int opcode = stream.dataOpcode();
            if (stream.random.nextBoolean()) {
                stream.open();
                opcode = Opcode.CONTINUATION;
            }
            topBit(stream, stream.maybeFin() | opcode);
        });
        add("the top bit of a control frame's length", FRAMING, Scope.EVERYWHERE, stream -> {
            stream.maybeOpen();
            topBit(stream, FIN | stream.oneOf(Opcode.CLOSE, Opcode.PING, Opcode.PONG));
        });
    }

    private static void notMinimal(FrameStream stream, int form, int least, int most) {
        int opcode = stream.dataOpcode();
        if (stream.random.nextBoolean()) {
            stream.open();
            opcode = Opcode.CONTINUATION;
        }
        int length = stream.oneOf(least, most, least + stream.random.nextInt(most - least + 1));
        stream.header(stream.maybeFin() | opcode, form, length);
        stream.told();
        stream.payload(stream.bytes(Math.min(length, 200)));
    }

    private static void topBit(FrameStream stream, int first) {
        int ones = stream.random.nextInt(64);
        stream.header(first, 64, Long.MIN_VALUE | stream.random.nextLong() >>> ones);
        stream.told();
        stream.payload(stream.bytes(20));
    }
}
