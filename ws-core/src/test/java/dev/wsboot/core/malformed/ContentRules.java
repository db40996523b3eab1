package dev.wsboot.core.malformed;

import static dev.wsboot.core.malformed.FrameStream.FIN;
import static dev.wsboot.core.malformed.FrameStream.MAX_MESSAGE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wsboot.core.malformed.FrameRule.Breach;
import dev.wsboot.core.malformed.FrameRule.Scope;
import dev.wsboot.core.protocol.Frames;
import dev.wsboot.core.protocol.Opcode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Messages that are no text, or too big (RFC 6455 §8.1, §7.4.1). */
final class ContentRules {

    private static final String TEXT = "RFC 6455 §8.1";
    private static final String INFLATED_TEXT = "RFC 7692 §6.2";
    private static final String SIZE = "RFC 6455 §7.4.1";

    private final List<FrameRule> rules = new ArrayList<>();

    private ContentRules() {}

    static List<FrameRule> all() {
        ContentRules all = new ContentRules();
        for (Utf8Fault fault : Utf8Fault.values()) {
            all.notUtf8(fault);
        }
        all.tooBig();
        return all.rules;
    }

    private void add(String name, String section, int code, Scope scope, Breach breach) {
        rules.add(new FrameRule(name, section, code, scope, breach));
    }

    private void notUtf8(Utf8Fault fault) {
        add("a text with " + fault, TEXT, 1007, Scope.EVERYWHERE, stream -> {
            Utf8Fault.Text text = fault.text(stream.random, 150);
            send(stream, text.bytes(), text.hopeless(), 0);
        });
        add("fragments with " + fault, TEXT, 1007, Scope.EVERYWHERE, stream -> {
            Utf8Fault.Text text = fault.text(stream.random, 40);
            send(stream, text.bytes(), text.hopeless(), 1 + stream.random.nextInt(4));
        });
        add("a compressed text with " + fault, INFLATED_TEXT, 1007, Scope.DEFLATE, stream -> {
            byte[] text = fault.text(stream.random, 150).bytes();
            sendCompressed(stream, Opcode.TEXT, text, 0);
        });
        add("compressed fragments with " + fault, INFLATED_TEXT, 1007, Scope.DEFLATE, stream -> {
            byte[] text = fault.text(stream.random, 40).bytes();
            sendCompressed(stream, Opcode.TEXT, text, 1 + stream.random.nextInt(4));
        });
    }

    /** A text of which one byte is hopeless, or its end. */
    private static void send(FrameStream stream, byte[] text, int hopeless, int cuts) {
        int[] ends = stream.random.ints(cuts, 0, text.length + 1).sorted().toArray();
        int from = 0;
        for (int i = 0; i <= cuts; i++) {
            int to = i < cuts ? ends[i] : text.length;
            stream.frame((i < cuts ? 0 : FIN) | (i == 0 ? Opcode.TEXT : 0), Arrays.copyOfRange(text, from, to));
            boolean there = from <= hopeless && hopeless < to;
            if (there || (i == cuts && hopeless == text.length)) {
                stream.toldBefore(there ? to - hopeless - 1 : 0);
            }
            from = to;
            if (i < cuts) {
                stream.controls();
            }
        }
    }

    /** A message whose fault can be told when all of it is there. */
    private static void sendCompressed(FrameStream stream, int opcode, byte[] message, int cuts) {
        byte[] payload = stream.compressed(message);
        int[] ends = stream.random.ints(cuts, 0, payload.length + 1).sorted().toArray();
        int from = 0;
        for (int i = 0; i < cuts; i++) {
            stream.frame(i == 0 ? Frames.RSV1 | opcode : 0, Arrays.copyOfRange(payload, from, ends[i]));
            from = ends[i];
        }
        int first = FIN | (cuts == 0 ? Frames.RSV1 | opcode : 0);
        stream.frame(first, Arrays.copyOfRange(payload, from, payload.length));
        stream.told();
    }

    private void tooBig() {
        add("a frame that declares too much", SIZE, 1009, Scope.EVERYWHERE, stream -> {
            int length = stream.oneOf(MAX_MESSAGE + 1, MAX_MESSAGE + stream.random.nextInt(63_536) + 1);
            declare(stream, stream.maybeFin() | stream.dataOpcode(), length);
        });
        add("a frame that declares far too much", SIZE, 1009, Scope.EVERYWHERE, stream -> {
            long length = Math.max(65_536, stream.random.nextLong() >>> (1 + stream.random.nextInt(47)));
            declare(stream, stream.maybeFin() | stream.dataOpcode(), length);
        });
        add("a fragment that makes it too much", SIZE, 1009, Scope.EVERYWHERE, stream -> {
            int received = stream.open(false);
            declare(stream, stream.maybeFin(), MAX_MESSAGE - received + 1 + stream.random.nextInt(3) * 500);
        });
        add("a fragment that makes it far too much", SIZE, 1009, Scope.EVERYWHERE, stream -> {
            stream.open(false);
            declare(stream, stream.maybeFin(), stream.oneOf(Integer.MAX_VALUE, Integer.MAX_VALUE - 8, 1 << 24));
        });
        add("a message that inflates to too much", SIZE, 1009, Scope.DEFLATE, stream -> {
            byte[] message = stream.random.nextBoolean()
                    ? new byte[MAX_MESSAGE + 1 + stream.random.nextInt(100_000)]
                    : stream.bytes(stream.oneOf(MAX_MESSAGE + 1, MAX_MESSAGE + 500));
            sendCompressed(stream, Opcode.BINARY, message, 0);
        });
        add("fragments that inflate to too much", SIZE, 1009, Scope.DEFLATE, stream -> {
            byte[] message = stream.text(2 * MAX_MESSAGE).getBytes(UTF_8);
            sendCompressed(stream, stream.dataOpcode(), message, 1 + stream.random.nextInt(4));
        });
    }

    private static void declare(FrameStream stream, int first, long length) {
        stream.header(first, length < 126 ? 7 : length < 65_536 ? 16 : 64, length);
        stream.told();
        stream.payload(stream.bytes((int) Math.min(length, stream.random.nextInt(200))));
    }
}
