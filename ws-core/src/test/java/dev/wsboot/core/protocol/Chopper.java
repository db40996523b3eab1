package dev.wsboot.core.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The ways in which a transport may cut a stream of bytes into chunks. */
public final class Chopper {

    /** Up to this length every split point is tried, in longer streams only those near their ends. */
    private static final int ALL_SPLITS = 300;

    private static final int NEAR = 24;
    private static final int RANDOM = 4;

    private Chopper() {}

    /** In one piece, in single bytes, in two at every split point, and at random. */
    static List<List<byte[]>> everyWay(byte[] bytes, Random random) {
        List<List<byte[]>> ways = new ArrayList<>();
        ways.add(List.of(bytes));
        ways.add(singly(bytes));
        for (int i = 1; i < bytes.length; i++) {
            if (bytes.length <= ALL_SPLITS || i < NEAR || i > bytes.length - NEAR) {
                ways.add(List.of(Arrays.copyOf(bytes, i), Arrays.copyOfRange(bytes, i, bytes.length)));
            }
        }
        for (int i = 0; i < RANDOM; i++) {
            ways.add(randomly(bytes, random));
        }
        return ways;
    }

    public static List<byte[]> singly(byte[] bytes) {
        List<byte[]> chunks = new ArrayList<>(bytes.length);
        for (byte b : bytes) {
            chunks.add(new byte[] {b});
        }
        return chunks;
    }

    /** Chunks of all magnitudes, empty ones among them. */
    public static List<byte[]> randomly(byte[] bytes, Random random) {
        List<byte[]> chunks = new ArrayList<>();
        for (int at = 0; at < bytes.length; ) {
            int size = random.nextInt(1 << (1 + random.nextInt(12)));
            int end = Math.min(bytes.length, at + size);
            chunks.add(Arrays.copyOfRange(bytes, at, end));
            at = end;
        }
        return chunks;
    }
}
