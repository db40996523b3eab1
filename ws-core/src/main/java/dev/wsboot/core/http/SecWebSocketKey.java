package dev.wsboot.core.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The nonce of an opening handshake and the proof that a server has read it (RFC 6455 §4.1, §4.2.2). */
final class SecWebSocketKey {

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private static final int NONCE_LENGTH = 16;

    /** 16 bytes in base64: 22 characters and two of padding. */
    private static final int LENGTH = 24;

    /** The characters that can stand last before the padding: their lower four bits are beyond the 16th byte. */
    private static final String LAST = "AQgw";

    private SecWebSocketKey() {}

    /** The key that a client makes of 16 random bytes (RFC 6455 §4.1). */
    static String of(byte[] nonce) {
        if (nonce.length != NONCE_LENGTH) {
            throw new IllegalArgumentException("a nonce has " + NONCE_LENGTH + " bytes, not " + nonce.length);
        }
        return Base64.getEncoder().encodeToString(nonce);
    }

    /** Whether {@code key} is the canonical base64 of 16 bytes (RFC 4648 §4, §3.5). */
    static boolean isValid(String key) {
        if (key.length() != LENGTH || !key.endsWith("==") || LAST.indexOf(key.charAt(LENGTH - 3)) < 0) {
            return false;
        }
        for (int i = 0; i < LENGTH - 2; i++) {
            char c = key.charAt(i);
            if (!Grammar.isLetter(c) && !Grammar.isDigit(c) && c != '+' && c != '/') {
                return false;
            }
        }
        return true;
    }

    /** The value of {@code Sec-WebSocket-Accept} for a valid key. */
    static String accept(String key) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return Base64.getEncoder().encodeToString(sha1.digest((key + GUID).getBytes(ISO_8859_1)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1, but not this one", e);
        }
    }
}
