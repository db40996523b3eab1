package dev.wsboot.core.io;

import java.nio.ByteBuffer;
import java.security.SecureRandom;

/** Random numbers for the identities of sessions, fetched from the secure source in bulk. Not thread-safe. */
final class SessionIds {

    private final SecureRandom random = new SecureRandom();
    private final ByteBuffer bytes = ByteBuffer.allocate(1024).flip();

    /** 64 random bits. */
    long next() {
        if (!bytes.hasRemaining()) {
            random.nextBytes(bytes.clear().array());
        }
        return bytes.getLong();
    }
}
