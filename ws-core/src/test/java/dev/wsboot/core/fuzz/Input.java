package dev.wsboot.core.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the fuzzer made up: a first line of cuts, then the bytes that a peer sends.
 *
 * <p>Each character of the first line is the size of a chunk, in turn and from the start again: {@code a} to {@code z} are
 * 1 to 26, capital letters 64 times as much, {@code @} is nothing; what comes after 16 of them is ignored. An empty line
 * cuts nowhere.
 */
final class Input {

    private static final int MAX_CUTS = 16;

    private final byte[] cuts;
    private final byte[] content;

    private Input(byte[] cuts, byte[] content) {
        this.cuts = cuts;
        this.content = content;
    }

    static Input of(byte[] data) {
        int end = 0;
        while (end < data.length && data[end] != '\n') {
            end++;
        }
        return new Input(
                Arrays.copyOf(data, end), Arrays.copyOfRange(data, Math.min(end + 1, data.length), data.length));
    }

    byte[] content() {
        return content;
    }

    String text() {
        return new String(content, ISO_8859_1);
    }

    /** The content in one piece, in single bytes, and as the fuzzer cuts it. */
    List<List<byte[]>> everyWay() {
        return everyWay(content);
    }

    List<List<byte[]>> everyWay(byte[] bytes) {
        return List.of(List.of(bytes), chopped(bytes, new int[] {1}), cut(bytes));
    }

    /** As the fuzzer cuts these bytes, empty chunks among them. */
    List<byte[]> cut(byte[] bytes) {
        int[] sizes = new int[Math.min(MAX_CUTS, cuts.length)];
        for (int i = 0; i < sizes.length; i++) {
            int letter = cuts[i] & 31;
            sizes[i] = (cuts[i] & 32) == 0 ? 64 * letter : letter;
        }
        return Arrays.stream(sizes).sum() == 0 ? List.of(bytes) : chopped(bytes, sizes);
    }

    private static List<byte[]> chopped(byte[] bytes, int[] sizes) {
        List<byte[]> chunks = new ArrayList<>();
        int at = 0;
        for (int i = 0; at < bytes.length; i++) {
            int end = Math.min(bytes.length, at + sizes[i % sizes.length]);
            chunks.add(Arrays.copyOfRange(bytes, at, end));
            at = end;
        }
        return chunks;
    }
}
