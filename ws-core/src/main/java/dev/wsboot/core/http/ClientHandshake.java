package dev.wsboot.core.http;

import dev.wsboot.core.deflate.DeflateAgreement;
import dev.wsboot.core.deflate.DeflateNegotiator;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The client's side of the opening handshake (RFC 6455 §4.1): the request, and the judgement of its answer. Immutable. */
public final class ClientHandshake {

    /** What the server's answer came to. */
    public sealed interface Outcome permits Accepted, FailedHandshake {}

    /**
     * The connection is a WebSocket now.
     *
     * @param subprotocol the one that the server chose, or null
     * @param compression what was agreed on, or null for none
     * @param headers the fields of the answer
     */
    public record Accepted(
            @Nullable String subprotocol, @Nullable DeflateAgreement compression, HeaderFields headers)
            implements Outcome {}

    private ClientHandshake() {}

    /**
     * The handshake with the server that {@code uri} names.
     *
     * @throws IllegalArgumentException for what cannot be sent
     */
    public static ClientHandshake of(
            URI uri, HeaderFields headers, List<String> subprotocols, @Nullable DeflateNegotiator compression) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** The {@code Sec-WebSocket-Key} for a nonce of 16 bytes. */
    public static String key(byte[] nonce) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** The host to connect to; an IPv6 address without brackets. */
    public String host() {
        throw new UnsupportedOperationException("not written yet");
    }

    /** The port to connect to. */
    public int port() {
        throw new UnsupportedOperationException("not written yet");
    }

    /** The request target: path and query. */
    public String target() {
        throw new UnsupportedOperationException("not written yet");
    }

    /** The whole request, ready to be written; a fresh heap buffer. */
    public ByteBuffer request(String key) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Judges the server's answer to the request with that key. */
    public Outcome judge(ResponseHead response, String key) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** What the application sees of an accepted handshake. */
    public Handshake handshake(Accepted accepted, ConnectionInfo connection) {
        throw new UnsupportedOperationException("not written yet");
    }
}
