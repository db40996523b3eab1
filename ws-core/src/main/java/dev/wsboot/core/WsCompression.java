package dev.wsboot.core;

/**
 * How messages are compressed on connections whose client offers permessage-deflate (RFC 7692). Immutable.
 *
 * <p>A client's window is always read; what it offers for ours, from 8 to 15 bits, is kept.
 *
 * @param minSize messages of fewer bytes go out as they are: at least 0
 * @param level the zlib level: 1, the fastest, to 9
 * @param serverContextTakeover whether the server keeps its window from message to message: better compression of small
 *     messages for about 120 KiB outside of the heap per connection
 * @param clientContextTakeover whether a client may: about 15 KiB outside of the heap per connection, and more for its window
 * @param maxContextTakeovers how many sessions of a handler may keep a window of either side at the same time: at least 1. The
 *     next ones agree on compressing each message by itself. It means nothing on a client
 */
public record WsCompression(
        int minSize, int level, boolean serverContextTakeover, boolean clientContextTakeover, int maxContextTakeovers) {

    /** The level that compresses most. */
    public static final int MAX_LEVEL = 9;

    /** The default of {@link #maxContextTakeovers}: some 150 MiB outside of the heap if all of them are there. */
    public static final int DEFAULT_MAX_CONTEXT_TAKEOVERS = 1000;

    /** From 1 KiB on, at the fastest level, each message by itself. */
    public static final WsCompression DEFAULTS = new WsCompression(1024, 1, false, false);

    /** Compression with the default of {@link #maxContextTakeovers}. */
    public WsCompression(int minSize, int level, boolean serverContextTakeover, boolean clientContextTakeover) {
        this(minSize, level, serverContextTakeover, clientContextTakeover, DEFAULT_MAX_CONTEXT_TAKEOVERS);
    }

    public WsCompression {
        if (minSize < 0) {
            throw new IllegalArgumentException("minSize is " + minSize + ", it must not be negative");
        }
        if (level < 1 || level > MAX_LEVEL) {
            throw new IllegalArgumentException("level is " + level + ", it must be within 1 and " + MAX_LEVEL);
        }
        if (maxContextTakeovers < 1) {
            throw new IllegalArgumentException(
                    "maxContextTakeovers is " + maxContextTakeovers + ", it must be at least 1");
        }
    }
}
