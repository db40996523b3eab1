package dev.wsboot.core.protocol;

import java.nio.ByteBuffer;

/**
 * Undoes the compression of messages, one after the other, for the receiving half of one connection. Not thread-safe.
 *
 * <p>For each message: {@link #begin}, then {@link #input} for every piece with {@link #output} until it gives 0, then
 * {@link #inputEnd} and {@link #output} again, then {@link #end}.
 */
public interface Decompressor {

    /** What {@link #output} returns for data that is no compressed data. */
    int CORRUPT = -1;

    /** A compressed message begins. */
    void begin();

    /** Takes the next piece of the message; lent until {@link #output} has returned 0. */
    void input(ByteBuffer piece);

    /** The last piece has been taken. */
    void inputEnd();

    /**
     * Produces bytes of the message.
     *
     * @return how many: 0 when more input is needed, {@link #CORRUPT} when there is no way on
     */
    int output(byte[] target, int offset, int length);

    /** The message is complete, or given up. What was borrowed for it goes back. */
    void end();

    /** The connection is over: whatever is held outside of the heap is freed. */
    void close();
}
