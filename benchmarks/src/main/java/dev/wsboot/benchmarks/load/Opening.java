package dev.wsboot.benchmarks.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;

/** The opening handshake of a client: always the same request, and the answer to it. */
public final class Opening {

    /** The example of RFC 6455 §1.3. */
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
    private static final String END = "\r\n\r\n";
    private static final int LONGEST = 8 * 1024;

    private final StringBuilder head = new StringBuilder();

    /** The request. */
    public static ByteBuffer request(String path, int port) {
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost:" + port
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + KEY
                + END;
        byte[] bytes = request.getBytes(ISO_8859_1);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    /**
     * Takes bytes of the answer, and none behind it.
     *
     * @return whether it was the last
     * @throws BadReply when the server does not agree
     */
    public boolean receive(ByteBuffer in) {
        while (in.hasRemaining()) {
            head.append((char) (in.get() & 0xFF));
            int length = head.length();
            if (length >= END.length() && head.indexOf(END, length - END.length()) >= 0) {
                check(head.toString());
                return true;
            }
            if (length > LONGEST) {
                throw new BadReply("the server answers the handshake with more than " + LONGEST + " bytes");
            }
        }
        return false;
    }

    private static void check(String answer) {
        String statusLine = answer.substring(0, answer.indexOf('\r'));
        if (!statusLine.startsWith("HTTP/1.1 101")) {
            throw new BadReply("the server refuses the handshake: " + statusLine);
        }
        if (!answer.contains(ACCEPT)) {
            throw new BadReply("the server accepts another key than the client's");
        }
    }
}
