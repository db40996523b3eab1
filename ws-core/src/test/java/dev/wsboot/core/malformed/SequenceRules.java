package dev.wsboot.core.malformed;

import static dev.wsboot.core.malformed.FrameStream.FIN;
import static dev.wsboot.core.malformed.FrameStream.MAX_EMPTY;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wsboot.core.malformed.FrameRule.Breach;
import dev.wsboot.core.malformed.FrameRule.Scope;
import dev.wsboot.core.protocol.Frames;
import dev.wsboot.core.protocol.Opcode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Frames that are wrong where they stand or for what they are: fragments, control frames, Close (RFC 6455 §5.4, §5.5). */
final class SequenceRules {

    private static final String FRAGMENTS = "RFC 6455 §5.4";
    private static final String CONTROL = "RFC 6455 §5.5";
    private static final String CLOSE = "RFC 6455 §5.5.1";
    private static final String CODES = "RFC 6455 §7.4";

    private final List<FrameRule> rules = new ArrayList<>();

    private SequenceRules() {}

    static List<FrameRule> all() {
        SequenceRules all = new SequenceRules();
        all.fragments();
        all.emptyFragments();
        all.controlFrames();
        all.closeFrames();
        return all.rules;
    }

    private void add(String name, String section, int code, Scope scope, Breach breach) {
        rules.add(new FrameRule(name, section, code, scope, breach));
    }

    private void fragments() {
        Breach end = stream -> stream.wrong(FIN, stream.bytes(stream.random.nextInt(200)));
        Breach middle = stream -> stream.wrong(0, stream.bytes(stream.random.nextInt(200)));
        add("a last fragment of nothing", FRAGMENTS, 1002, Scope.EVERYWHERE, end);
        add("a middle fragment of nothing", FRAGMENTS, 1002, Scope.EVERYWHERE, middle);
        add(
                "an empty fragment of nothing",
                FRAGMENTS,
                1002,
                Scope.EVERYWHERE,
                stream -> stream.wrong(stream.maybeFin()));
        add("a fragment behind the last one", FRAGMENTS, 1002, Scope.EVERYWHERE, stream -> {
            stream.message(1 + stream.random.nextInt(3));
            stream.controls();
            stream.wrong(stream.maybeFin(), stream.bytes(5));
        });
        add("a fragment behind a control frame", FRAGMENTS, 1002, Scope.EVERYWHERE, stream -> {
            stream.control();
            stream.wrong(stream.maybeFin(), stream.bytes(stream.random.nextInt(300)));
        });
        add("a text within a message", FRAGMENTS, 1002, Scope.EVERYWHERE, stream -> {
            stream.open();
            stream.wrong(stream.maybeFin() | Opcode.TEXT, stream.bytes(stream.random.nextInt(200)));
        });
        add("a binary message within a message", FRAGMENTS, 1002, Scope.EVERYWHERE, stream -> {
            stream.open();
            stream.wrong(stream.maybeFin() | Opcode.BINARY, stream.bytes(stream.random.nextInt(200)));
        });
        add("a compressed message within a message", FRAGMENTS, 1002, Scope.DEFLATE, stream -> {
            stream.open();
            stream.wrong(stream.maybeFin() | Frames.RSV1 | stream.dataOpcode(), stream.compressed(stream.bytes(9)));
        });
    }

    private void emptyFragments() {
        add("too many empty fragments", "RFC 6455 §10.4", 1008, Scope.EVERYWHERE, stream -> {
            empty(stream, stream.dataOpcode(), MAX_EMPTY + 1);
        });
        add("too many empty fragments of a compressed message", "RFC 6455 §10.4", 1008, Scope.DEFLATE, stream -> {
            empty(stream, Frames.RSV1 | stream.dataOpcode(), MAX_EMPTY + 1);
        });
        add("too many empty fragments within a message", "RFC 6455 §10.4", 1008, Scope.EVERYWHERE, stream -> {
            stream.open();
            empty(stream, Opcode.CONTINUATION, MAX_EMPTY + 1);
        });
        add("too many empty fragments after as many as may be", "RFC 6455 §10.4", 1008, Scope.PLAIN, stream -> {
            int first = stream.dataOpcode();
            for (int i = 0; i < MAX_EMPTY; i++) {
                stream.frame(i == 0 ? first : Opcode.CONTINUATION);
                stream.controls();
            }
            stream.frame(Opcode.CONTINUATION, (byte) 'x');
            empty(stream, Opcode.CONTINUATION, MAX_EMPTY + 1);
        });
    }

    /** So many empty fragments, of which the last one is too many. */
    private static void empty(FrameStream stream, int first, int count) {
        stream.frame(first);
        for (int i = 1; i < count; i++) {
            stream.controls();
            stream.frame(Opcode.CONTINUATION);
        }
        stream.told();
    }

    private void controlFrames() {
        for (int opcode : new int[] {Opcode.CLOSE, Opcode.PING, Opcode.PONG}) {
            String name = opcode == Opcode.CLOSE ? "Close" : opcode == Opcode.PING ? "ping" : "pong";
            add("a fragmented " + name, CONTROL, 1002, Scope.EVERYWHERE, stream -> {
                stream.maybeOpen();
                stream.wrong(opcode, stream.controlPayload(opcode));
            });
            add("a long " + name, CONTROL, 1002, Scope.EVERYWHERE, stream -> {
                stream.maybeOpen();
                int length = stream.oneOf(126, 127 + stream.random.nextInt(2000));
                byte[] payload = stream.bytes(length);
                payload[0] = 3;
                payload[1] = (byte) 0xE8;
                stream.wrong(FIN | opcode, payload);
            });
            add("an endless " + name, CONTROL, 1002, Scope.EVERYWHERE, stream -> {
                stream.maybeOpen();
                long length = 65_536 + (stream.random.nextLong() >>> (2 + stream.random.nextInt(50)));
                stream.header(FIN | opcode, 64, length);
                stream.told();
                stream.payload(stream.bytes(stream.random.nextInt(200)));
            });
        }
    }

    private void closeFrames() {
        add("half a close code", CLOSE, 1002, Scope.EVERYWHERE, stream -> {
            stream.maybeOpen();
            stream.frame(FIN | Opcode.CLOSE, stream.bytes(1));
            stream.told();
        });
        closeCode("below 1000", 0, 999);
        closeCode("1004", 1004, 1004);
        closeCode("1005", 1005, 1005);
        closeCode("1006", 1006, 1006);
        closeCode("1015", 1015, 1015);
        closeCode("of nobody", 1016, 2999);
        closeCode("above 4999", 5000, 65_535);
        for (Utf8Fault fault : Utf8Fault.values()) {
            add("a close reason with " + fault, CLOSE, 1007, Scope.EVERYWHERE, stream -> {
                stream.maybeOpen();
                byte[] reason = fault.text(stream.random, 20).bytes();
                close(stream, stream.oneOf(1000, 1001, 1003, 1011, 1014, 3000, 4999), reason);
            });
        }
    }

    private void closeCode(String name, int least, int most) {
        add("a close code " + name, CODES, 1002, Scope.EVERYWHERE, stream -> {
            stream.maybeOpen();
            Random random = stream.random;
            int code = stream.oneOf(least, most, least + random.nextInt(most - least + 1));
            close(stream, code, stream.text(random.nextInt(25)).getBytes(UTF_8));
        });
    }

    private static void close(FrameStream stream, int code, byte[] reason) {
        byte[] payload = new byte[2 + reason.length];
        payload[0] = (byte) (code >> 8);
        payload[1] = (byte) code;
        System.arraycopy(reason, 0, payload, 2, reason.length);
        stream.frame(FIN | Opcode.CLOSE, payload);
        stream.told();
    }
}
