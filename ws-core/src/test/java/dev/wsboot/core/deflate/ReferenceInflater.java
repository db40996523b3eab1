package dev.wsboot.core.deflate;

import java.util.Arrays;

/**
 * A slow and simple inflater by the letter of RFC 1951, independent of zlib, which records how far back matches reach and
 * refuses those that reach too far. zlib does not check distances within one output buffer, so only this can tell whether
 * a window is kept.
 */
public final class ReferenceInflater {

    private static final int[] LENGTH_BASE = {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258
    };
    private static final int[] LENGTH_EXTRA = {
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0
    };
    private static final int[] DISTANCE_BASE = {
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
        6145, 8193, 12289, 16385, 24577
    };
    private static final int[] CODE_LENGTH_ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    private final int window;
    private byte[] history = new byte[0];
    private int longestDistance;
    private int matches;

    private byte[] in = {};
    private int bit;

    /** An inflater that allows matches of at most {@code window} bytes back. */
    public ReferenceInflater(int window) {
        this.window = window;
    }

    /** How far back the farthest match reached. */
    public int longestDistance() {
        return longestDistance;
    }

    /** How many matches there were. */
    public int matches() {
        return matches;
    }

    /** Forgets all messages so far, as without context takeover. */
    public void reset() {
        history = new byte[0];
    }

    /** Inflates the payload of one message, with the tail that it leaves out. */
    public byte[] message(byte[] payload) {
        in = Arrays.copyOf(payload, payload.length + 4);
        in[payload.length + 2] = (byte) 0xFF;
        in[payload.length + 3] = (byte) 0xFF;
        bit = 0;
        Output out = new Output();
        while (bit < 8 * in.length - 7) {
            boolean last = bits(1) == 1;
            switch (bits(2)) {
                case 0 -> stored(out);
                case 1 -> compressed(out, fixedLengths(), fixedDistances());
                case 2 -> dynamic(out);
                default -> throw new IllegalArgumentException("reserved block type");
            }
            if (last && bit >= 8 * payload.length - 7) {
                break;
            }
        }
        byte[] whole = out.bytes();
        byte[] message = Arrays.copyOfRange(whole, history.length, whole.length);
        history = Arrays.copyOfRange(whole, Math.max(0, whole.length - 32768), whole.length);
        return message;
    }

    private int bits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++, bit++) {
            value |= (in[bit >> 3] >> (bit & 7) & 1) << i;
        }
        return value;
    }

    private void stored(Output out) {
        bit = (bit + 7) / 8 * 8;
        int length = bits(16);
        if (bits(16) != (~length & 0xFFFF)) {
            throw new IllegalArgumentException("stored block with a wrong length");
        }
        for (int i = 0; i < length; i++) {
            out.add(bits(8));
        }
    }

    private void dynamic(Output out) {
        int lengths = bits(5) + 257;
        int distances = bits(5) + 1;
        int codes = bits(4) + 4;
        int[] codeLengths = new int[19];
        for (int i = 0; i < codes; i++) {
            codeLengths[CODE_LENGTH_ORDER[i]] = bits(3);
        }
        Code code = new Code(codeLengths);
        int[] all = new int[lengths + distances];
        for (int i = 0; i < all.length; ) {
            int symbol = code.read();
            int repeated = symbol < 16 ? symbol : symbol == 16 ? all[i - 1] : 0;
            int times = switch (symbol) {
                case 16 -> 3 + bits(2);
                case 17 -> 3 + bits(3);
                case 18 -> 11 + bits(7);
                default -> 1;
            };
            Arrays.fill(all, i, i + times, repeated);
            i += times;
        }
        compressed(out, new Code(Arrays.copyOf(all, lengths)), new Code(Arrays.copyOfRange(all, lengths, all.length)));
    }

    private Code fixedLengths() {
        int[] lengths = new int[288];
        Arrays.fill(lengths, 0, 144, 8);
        Arrays.fill(lengths, 144, 256, 9);
        Arrays.fill(lengths, 256, 280, 7);
        Arrays.fill(lengths, 280, 288, 8);
        return new Code(lengths);
    }

    private Code fixedDistances() {
        int[] lengths = new int[30];
        Arrays.fill(lengths, 5);
        return new Code(lengths);
    }

    private void compressed(Output out, Code lengths, Code distances) {
        while (true) {
            int symbol = lengths.read();
            if (symbol < 256) {
                out.add(symbol);
            } else if (symbol == 256) {
                return;
            } else {
                int length = LENGTH_BASE[symbol - 257] + bits(LENGTH_EXTRA[symbol - 257]);
                int code = distances.read();
                int distance = DISTANCE_BASE[code] + bits(code < 4 ? 0 : code / 2 - 1);
                out.repeat(distance, length);
            }
        }
    }

    /** A canonical Huffman code (RFC 1951 §3.2.2), read bit by bit. */
    private final class Code {

        private final int[] lengths;
        private final int[] values;

        Code(int[] lengths) {
            this.lengths = lengths;
            this.values = new int[lengths.length];
            int next = 0;
            for (int length = 1; length <= 15; length++) {
                for (int symbol = 0; symbol < lengths.length; symbol++) {
                    if (lengths[symbol] == length) {
                        values[symbol] = next++;
                    }
                }
                next <<= 1;
            }
        }

        int read() {
            int value = 0;
            for (int length = 1; length <= 15; length++) {
                value = value << 1 | bits(1);
                for (int symbol = 0; symbol < lengths.length; symbol++) {
                    if (lengths[symbol] == length && values[symbol] == value) {
                        return symbol;
                    }
                }
            }
            throw new IllegalArgumentException("no such code");
        }
    }

    private final class Output {

        private byte[] view = new byte[1024];
        private int size;

        Output() {
            for (byte b : history) {
                add(b);
            }
        }

        void add(int b) {
            if (size == view.length) {
                view = Arrays.copyOf(view, 2 * size);
            }
            view[size++] = (byte) b;
        }

        void repeat(int distance, int length) {
            if (distance > size || distance > window) {
                throw new IllegalArgumentException(
                        "a match reaches " + distance + " bytes back, of " + size + " and a window of " + window);
            }
            longestDistance = Math.max(longestDistance, distance);
            matches++;
            for (int i = 0; i < length; i++) {
                add(view[size - distance]);
            }
        }

        byte[] bytes() {
            return Arrays.copyOf(view, size);
        }
    }
}
