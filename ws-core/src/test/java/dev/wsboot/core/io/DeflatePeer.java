package dev.wsboot.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.WsServer;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** A client that speaks permessage-deflate (RFC 7692) with nothing but {@code java.util.zip}. */
public final class DeflatePeer implements AutoCloseable {

    public static final int RSV1 = 0x40;

    private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};
    private static final Pattern ANSWER = Pattern.compile("(?i)\r\nsec-websocket-extensions: *(.*?)\r\n");

    final RawClient client;

    /** The extensions that the server agreed to; empty when there are none. */
    final String answer;

    private final Deflater deflater = new Deflater(6, true);
    private final Inflater inflater = new Inflater(true);

    private DeflatePeer(RawClient client, int port, String path, String offer) {
        this.client = client;
        client.send(RawClient.request(port, path, "Sec-WebSocket-Extensions: " + offer));
        String response = client.response();
        assertThat(response).startsWith("HTTP/1.1 101 ");
        Matcher matcher = ANSWER.matcher(response);
        this.answer = matcher.find() ? matcher.group(1) : "";
    }

    static DeflatePeer open(WsServer server, String offer) {
        return open(server.port(), offer);
    }

    /** A peer of a server in another process. */
    static DeflatePeer open(int port, String offer) {
        return new DeflatePeer(RawClient.connect(port), port, "/", offer);
    }

    /** Like {@link #open}, with little room in the kernel. */
    static DeflatePeer openNarrow(WsServer server, String path, String offer) {
        return new DeflatePeer(RawClient.connectNarrow(server), server.port(), path, offer);
    }

    boolean serverKeepsItsWindow() {
        return !answer.contains("server_no_context_takeover");
    }

    /** A compressed message as it goes out: the payload of its frame or frames. */
    byte[] compress(byte[] message) {
        if (answer.contains("client_no_context_takeover")) {
            deflater.reset();
        }
        return deflate(deflater, message);
    }

    /** What a compressor makes of a message that it flushes, less the tail. */
    public static byte[] deflate(Deflater deflater, byte[] message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] some = new byte[8192];
        deflater.setInput(message);
        int count;
        do {
            count = deflater.deflate(some, 0, some.length, Deflater.SYNC_FLUSH);
            out.write(some, 0, count);
        } while (count == some.length);
        return message.length == 0 ? new byte[1] : Arrays.copyOf(out.toByteArray(), out.size() - TAIL.length);
    }

    /** Sends a compressed message in one frame. */
    void send(int opcode, byte[] message) {
        client.send(Wire.frame(Wire.FIN | RSV1 | opcode, compress(message)));
    }

    /** The message in a frame that is compressed or not. */
    byte[] message(Wire.Frame frame) {
        if ((frame.first() & RSV1) == 0) {
            return frame.payload();
        }
        if (!serverKeepsItsWindow()) {
            inflater.reset();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        inflate(frame.payload(), out);
        inflate(TAIL, out);
        return out.toByteArray();
    }

    private void inflate(byte[] input, ByteArrayOutputStream out) {
        byte[] some = new byte[8192];
        inflater.setInput(input);
        try {
            for (int count = inflater.inflate(some); count > 0; count = inflater.inflate(some)) {
                out.write(some, 0, count);
            }
        } catch (DataFormatException e) {
            throw new AssertionError("the server sent what is no compressed data", e);
        }
        assertThat(inflater.getRemaining()).isZero();
    }

    /** ASCII with repetitions at every distance. */
    static byte[] json(Random random, int size) {
        String[] words = {"price", "symbol", "volume", "true", "null", "London", "\"id\":"};
        StringBuilder text = new StringBuilder(size + 10);
        while (text.length() < size) {
            text.append(words[random.nextInt(words.length)]).append((char) (' ' + random.nextInt(95)));
        }
        text.setLength(size);
        return text.toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        client.close();
        deflater.end();
        inflater.end();
    }
}
