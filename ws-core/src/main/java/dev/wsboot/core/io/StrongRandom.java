package dev.wsboot.core.io;

import java.nio.ByteBuffer;
import java.security.SecureRandom;

/** Random numbers that nobody can foretell, fetched from the secure source in bulk. Not thread-safe. */
final class StrongRandom {

    private final SecureRandom random = new SecureRandom();
    private final ByteBuffer bytes;

    /**
     * A source.
     *
     * @param bulk how many bytes are fetched at once: a multiple of 8
     */
    StrongRandom(int bulk) {
        this.bytes = ByteBuffer.allocate(bulk).flip();
    }

    /** 64 random bits. */
    long nextLong() {
        return filled().getLong();
    }

    /** 32 random bits that are not all zero. */
    int nextKey() {
        int key = 0;
        while (key == 0) {
            key = filled().getInt();
        }
        return key;
    }

    private ByteBuffer filled() {
        if (bytes.remaining() < Long.BYTES) {
            random.nextBytes(bytes.clear().array());
        }
        return bytes;
    }
}
