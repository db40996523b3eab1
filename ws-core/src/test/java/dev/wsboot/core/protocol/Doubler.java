package dev.wsboot.core.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A decompressor that can be read with the naked eye: each byte twice, {@code !} once, and a dot at the end. A {@code #} is
 * corrupt, a {@code ~} is found to be so at the end.
 */
final class Doubler implements Decompressor {

    private final List<String> calls = new ArrayList<>();
    private final Deque<Byte> waiting = new ArrayDeque<>();
    private boolean corrupt;
    private boolean corruptAtTheEnd;

    /** How many bytes were asked for and given. */
    int given;

    /** What was called, {@link #output} left out. */
    String calls() {
        return String.join(",", calls);
    }

    @Override
    public void begin() {
        calls.add("begin");
        waiting.clear();
        corrupt = false;
        corruptAtTheEnd = false;
    }

    @Override
    public void input(ByteBuffer piece) {
        calls.add("input " + piece.remaining());
        while (piece.hasRemaining()) {
            byte b = piece.get();
            switch (b) {
                case '#' -> corrupt = true;
                case '~' -> corruptAtTheEnd = true;
                case '!' -> waiting.add(b);
                default -> {
                    waiting.add(b);
                    waiting.add(b);
                }
            }
        }
    }

    @Override
    public void inputEnd() {
        calls.add("inputEnd");
        corrupt |= corruptAtTheEnd;
        waiting.add((byte) '.');
    }

    @Override
    public int output(byte[] target, int offset, int length) {
        if (corrupt) {
            return CORRUPT;
        }
        int count = Math.min(length, waiting.size());
        for (int i = 0; i < count; i++) {
            target[offset + i] = waiting.remove();
        }
        given += count;
        return count;
    }

    @Override
    public void end() {
        calls.add("end");
    }

    @Override
    public void close() {
        calls.add("close");
    }
}
