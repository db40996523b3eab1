package dev.wsboot.core.fuzz;

import static dev.wsboot.core.protocol.Frames.FIN;
import static dev.wsboot.core.protocol.Frames.RSV1;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.protocol.Frames;
import dev.wsboot.core.protocol.Opcode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

/**
 * The seeds that are not text, and what is in them. To write them anew:
 * {@code mvn test -pl ws-core -Dtest=SeedsTest -Dws.seeds.write=true}.
 */
class SeedsTest {

    private static final Path RESOURCES = Path.of("src/test/resources/dev/wsboot/core/fuzz");

    private final Map<String, byte[]> seeds = new LinkedHashMap<>();

    /** Those whose bytes another zlib may choose otherwise. */
    private final Set<String> deflated = new HashSet<>();

    @Test
    void framesAreInTheirFiles() throws IOException {
        seed("hello", "a", Frames.byClient().text("Hello"));
        seed("hello-of-a-server", "", Frames.byServer().text("Hello"));
        seed(
                "hello-in-fragments",
                "bc",
                Frames.byClient().frame(1, "Hel").ping("!").frame(0x80, "lo"));
        seed("all-kinds-of-a-server", "z", allKinds(Frames.byServer()));
        seed("all-kinds-of-a-client", "zG", allKinds(Frames.byClient()));
        seed("key-of-zero", "e", Frames.byClient().key(0).text("Hello").binary((byte) 0xFF));
        seed(
                "character-across-fragments",
                "h",
                Frames.byClient().frame(1, euro(0, 1)).frame(0x80, euro(1, 3)));
        seed("text-not-utf8", "q", Frames.byServer().frame(0x81, (byte) 0xC0, (byte) 0x80));
        seed("length-of-16-bits", "A", Frames.byServer().binary(new byte[126]));
        seed(
                "length-of-64-bits-announced",
                "a",
                Frames.byServer().header(0x82, 64, 65_536).payload((byte) 1));
        seed(
                "length-at-the-limit",
                "d",
                Frames.byClient().header(0x01, 64, 16 << 20).payload((byte) 'x'));
        seed("length-over-the-limit", "d", Frames.byClient().header(0x82, 64, (16 << 20) + 1));
        seed("length-not-minimal", "", Frames.byServer().header(0x82, 16, 125));
        seed("length-negative", "", Frames.byServer().header(0x82, 64, -1));
        seed("not-masked", "@a", Frames.byServer().ping("x"));
        seed("reserved-bits", "a", Frames.byClient().frame(FIN | RSV1 | Opcode.TEXT, "x"));
        seed("unknown-opcode", "a", Frames.byClient().frame(FIN | 0x3));
        seed("control-too-long", "", Frames.byClient().frame(FIN | Opcode.PING, new byte[126]));
        seed("control-fragmented", "", Frames.byServer().frame(Opcode.PONG, "x"));
        seed("nothing-to-continue", "", Frames.byClient().frame(0x80, "x"));
        seed("message-not-finished", "", Frames.byClient().frame(1, "x").text("y"));
        seed(
                "too-many-empty-fragments",
                "c",
                Frames.byServer().frame(2).frame(0).frame(0).frame(0));
        seed("close-then-more", "b", Frames.byClient().close(1000, "bye").text("late"));
        check(FrameFuzzTest.class, "anyStreamIsUnderstoodAsTheRfcSays");
    }

    @Test
    void closePayloadsAreInTheirFiles() throws IOException {
        close("nothing", "");
        close("half-a-code", "03");
        close("normal", "03e8" + hex("bye"));
        close("going-away", "03e9");
        close("reserved-1004", "03ec");
        close("never-sent-1005", "03ed");
        close("never-sent-1006", "03ee");
        close("bad-gateway-1014", "03f6");
        close("never-sent-1015", "03f7");
        close("first-of-libraries-3000", "0bb8" + hex("Grüße"));
        close("last-of-all-4999", "1387" + hex("\uD83D\uDE00"));
        close("code-5000", "1388");
        close("longest-reason", "0fa0" + hex("x".repeat(123)));
        close("reason-too-long", "0fa0" + hex("x".repeat(124)));
        close("reason-not-utf8", "03e8c080");
        close("reason-with-half-a-character", "03e8e282");
        close("reason-with-a-surrogate", "03e8eda080");
        close("reason-with-controls", "03e8" + hex("\r\n\u0000\u2028\u202E"));
        check(ClosePayloadFuzzTest.class, "anyPayloadIsAStatusOrAViolation");
    }

    @Test
    void compressedMessagesAreInTheirFiles() throws IOException {
        inflate("nothing", "", "");
        inflate("empty-block", "", "00");
        inflate("hello", "c", "f248cdc9c90700");
        inflate("hello-with-nothing-between", "a@b@", "f248cdc9c90700");
        inflate("hello-stored", "b", "000500faff48656c6c6f00");
        inflate("hello-in-a-final-block", "a", "f348cdc9c9070000");
        inflate("hello-in-a-final-block-and-nothing-else", "d", "f348cdc9c90700");
        inflate("hello-in-two-blocks", "e", "f24805000000ffffcac9c90700");
        inflate("hello-twice-in-final-blocks", "", "f348cdc9c90700f348cdc9c90700");
        inflate("final-block-that-ends-in-the-tail", "", "93");
        inflate("window-of-nobody", "", "f200110000");
        inflate("no-block-type", "", "07");
        inflate("stored-with-a-wrong-length", "f", "000500fafe48656c6c6f00");
        inflate("cut-off-within-a-block", "", "f248cd");
        deflate("fault-behind-text-that-is-no-utf8", "", new byte[] {(byte) 0xFF, 'a'}, "07");
        deflate("fault-behind-half-a-character", "b", euro(0, 2), "07");
        inflate("fault-found-in-the-first-minute", "", "5b0a132f");
        inflate("fault-in-one-step-with-a-byte-of-it", "", "6a" + "00".repeat(50));
        inflate("block-that-goes-on-in-the-next-message", "c", "ecc13101000000c2a0f54f6d0a3fa000002b");
        deflate("dynamic-codes", "gB", prose(), "");
        deflate("at-the-limit", "c", new byte[5_000], "");
        deflate("over-the-limit", "c", new byte[5_001], "");
        deflate("bomb", "y", new byte[200_000], "");
        byte[] invalid = new byte[5_001];
        invalid[4_999] = (byte) 0xFF;
        deflate("text-that-is-no-utf8-before-the-limit", "r", invalid, "");
        check(InflateFuzzTest.class, "anyPayloadIsInflatedOrAViolation");
    }

    private static Frames allKinds(Frames frames) {
        return frames.text("κόσμε")
                .binary(new byte[200])
                .frame(2, "frag")
                .ping("are you there")
                .frame(0, "ment")
                .pong("")
                .frame(0x80)
                .close(1001, "going away");
    }

    private static byte[] euro(int from, int to) {
        return Arrays.copyOfRange("€".getBytes(UTF_8), from, to);
    }

    private static byte[] prose() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            text.append("Line ").append(i * i).append(" says nothing new, or nearly so.\n");
        }
        return text.toString().getBytes(UTF_8);
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(UTF_8));
    }

    private void close(String name, String hex) {
        seed(name, "ab", HexFormat.of().parseHex(hex));
    }

    private void inflate(String name, String cuts, String hex) {
        seed(name, cuts, HexFormat.of().parseHex(hex));
    }

    /** A compressed message with more behind it. */
    private void deflate(String name, String cuts, byte[] message, String more) {
        Deflater zlib = new Deflater(9, true);
        try {
            zlib.setInput(message);
            byte[] out = new byte[message.length + 100];
            int length = zlib.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
            inflate(name, cuts, HexFormat.of().formatHex(out, 0, length) + more);
            deflated.add(name);
        } finally {
            zlib.end();
        }
    }

    private void seed(String name, String cuts, Frames frames) {
        seed(name, cuts, frames.bytes());
    }

    private void seed(String name, String cuts, byte[] content) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes((cuts + "\n").getBytes(ISO_8859_1));
        file.writeBytes(content);
        assertThat(seeds.put(name, file.toByteArray()))
                .as("another seed " + name)
                .isNull();
    }

    private void check(Class<?> target, String method) throws IOException {
        Path directory = RESOURCES.resolve(target.getSimpleName() + "Inputs").resolve(method);
        for (Map.Entry<String, byte[]> seed : seeds.entrySet()) {
            Path file = directory.resolve(seed.getKey());
            if (Boolean.getBoolean("ws.seeds.write")) {
                Files.createDirectories(directory);
                Files.write(file, seed.getValue());
            } else if (deflated.contains(seed.getKey())) {
                assertThat(file).isNotEmptyFile();
            } else {
                assertThat(file)
                        .as("a seed, which -Dws.seeds.write=true writes anew")
                        .hasBinaryContent(seed.getValue());
            }
        }
    }
}
