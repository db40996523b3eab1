package dev.wsboot.core.malformed;

import java.io.ByteArrayOutputStream;

/** Deflate written bit by bit (RFC 1951), legal or not. */
final class DeflateBits {

    static final int STORED = 0;
    static final int FIXED = 1;
    static final int DYNAMIC = 2;

    /** The order in which the lengths of the codes for code lengths stand (RFC 1951 §3.2.7). */
    private static final int[] ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int pending;
    private int count;

    /** A number, its lowest bit first. */
    DeflateBits bits(int value, int length) {
        for (int i = 0; i < length; i++) {
            bit(value >> i & 1);
        }
        return this;
    }

    /** A Huffman code, its highest bit first. */
    DeflateBits code(int value, int length) {
        for (int i = length - 1; i >= 0; i--) {
            bit(value >> i & 1);
        }
        return this;
    }

    private void bit(int bit) {
        pending |= bit << count++;
        if (count == 8) {
            align();
        }
    }

    /** Zeros up to the next whole byte. */
    DeflateBits align() {
        if (count > 0) {
            out.write(pending);
            pending = 0;
            count = 0;
        }
        return this;
    }

    DeflateBits block(boolean last, int type) {
        return bits(last ? 1 : 0, 1).bits(type, 2);
    }

    /** A literal of the fixed code, below 144. */
    DeflateBits literal(int value) {
        return code(0x30 + value, 8);
    }

    /** The end of a block in the fixed code. */
    DeflateBits end() {
        return code(0, 7);
    }

    /** The numbers at the head of a dynamic block, and a complete code for its code lengths, for {@link #lengthOf}. */
    DeflateBits dynamic(int literals, int distances) {
        bits(literals - 257, 5).bits(distances - 1, 5);
        int[] lengths = new int[19];
        for (int symbol = 0; symbol < 19; symbol++) {
            lengths[symbol] = symbol < 13 ? 4 : 5;
        }
        return codeLengthCode(lengths);
    }

    /** The lengths of the codes for the code lengths, all 19 of them. */
    DeflateBits codeLengthCode(int... lengths) {
        bits(19 - 4, 4);
        for (int symbol : ORDER) {
            bits(lengths[symbol], 3);
        }
        return this;
    }

    /** A code length 0 to 15, or one of the symbols that repeat, in the code of {@link #dynamic}. */
    DeflateBits lengthOf(int symbol) {
        return symbol < 13 ? code(symbol, 4) : code(26 + symbol - 13, 5);
    }

    /** So many code lengths, all the same. */
    DeflateBits lengths(int times, int length) {
        for (int i = 0; i < times; i++) {
            lengthOf(length);
        }
        return this;
    }

    DeflateBits bytes(byte... bytes) {
        align();
        out.writeBytes(bytes);
        return this;
    }

    byte[] toBytes() {
        align();
        return out.toByteArray();
    }
}
