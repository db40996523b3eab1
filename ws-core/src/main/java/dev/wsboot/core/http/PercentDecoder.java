package dev.wsboot.core.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/** The one place where percent-encoding (RFC 3986 §2.1) is undone: once, as strict UTF-8, or not at all. */
final class PercentDecoder {

    private PercentDecoder() {}

    /** The decoded text, or null for a malformed escape or octets that are not UTF-8. */
    static @Nullable String decode(String raw) {
        return raw.indexOf('%') < 0 ? raw : decodeEscapes(raw);
    }

    /** As {@link #decode}, with {@code +} for a space, as forms and {@code URLSearchParams} write it (WHATWG URL §5). */
    static @Nullable String decodeForm(String raw) {
        return decode(raw.replace('+', ' '));
    }

    private static @Nullable String decodeEscapes(String raw) {
        ByteBuffer octets = ByteBuffer.allocate(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                int high = i + 2 < raw.length() ? Grammar.hex(raw.charAt(i + 1)) : -1;
                int low = i + 2 < raw.length() ? Grammar.hex(raw.charAt(i + 2)) : -1;
                if (high < 0 || low < 0) {
                    return null;
                }
                octets.put((byte) ((high << 4) | low));
                i += 2;
            } else if (c < 0x80) {
                octets.put((byte) c);
            } else {
                return null;
            }
        }
        try {
            return UTF_8.newDecoder().decode(octets.flip()).toString();
        } catch (CharacterCodingException notUtf8) {
            return null;
        }
    }
}
