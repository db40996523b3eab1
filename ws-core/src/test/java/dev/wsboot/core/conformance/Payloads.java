package dev.wsboot.core.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wsboot.core.io.Wire;
import java.util.Arrays;

/** Payloads of a wanted length. */
final class Payloads {

    /** Characters of one to four octets, so that cuts fall within some of them. */
    private static final byte[] UNIT = "Straße, κόσμε, 値段 5 €, 𤭢; ".getBytes(UTF_8);

    private Payloads() {}

    /** Valid UTF-8 of exactly so many octets. */
    static byte[] text(int octets) {
        byte[] text = filled(octets, '*');
        for (int at = 0; at + UNIT.length <= octets; at += UNIT.length) {
            System.arraycopy(UNIT, 0, text, at, UNIT.length);
        }
        return text;
    }

    static byte[] filled(int octets, int value) {
        byte[] bytes = new byte[octets];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    /** The octets that these hexadecimal digits stand for. */
    static byte[] hex(String digits) {
        byte[] bytes = new byte[digits.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(digits.substring(2 * i, 2 * i + 2), 16);
        }
        return bytes;
    }

    static String kind(int opcode) {
        return opcode == Wire.TEXT ? "text" : "binary";
    }
}
