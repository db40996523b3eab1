package dev.wsboot.test;

import java.util.HexFormat;

/** A whole message of the server's. */
sealed interface Message {

    record Text(String text) implements Message {

        @Override
        public String toString() {
            return "text    " + Transcript.shortened(text);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Binary(byte[] bytes) implements Message {

        @Override
        public String toString() {
            return "binary  " + shown(bytes);
        }
    }

    /** The number of bytes, and the first of them. */
    static String shown(byte[] bytes) {
        int some = Math.min(bytes.length, 16);
        return bytes.length
                + (bytes.length == 1 ? " byte" : " bytes")
                + (some == 0 ? "" : ": " + HexFormat.ofDelimiter(" ").formatHex(bytes, 0, some))
                + (some < bytes.length ? " ..." : "");
    }
}
