package dev.wsboot.core.protocol;

/**
 * When a silent peer is pinged, and when it is given up (RFC 6455 §5.5.2). Immutable: one serves many connections, whose
 * times are handed in.
 *
 * <p>All values are in nanoseconds; 0 switches a rule off. Whatever a peer sends counts as life.
 *
 * @param pingInterval the silence after which a ping is due
 * @param pongTimeout the silence after a ping after which the peer counts as dead
 * @param idleTimeout the time without a message in either direction after which the connection is closed
 */
public record Keepalive(long pingInterval, long pongTimeout, long idleTimeout) {

    /** What is due. */
    public enum Action {
        /** Nothing. */
        NONE,
        /** A ping. */
        PING,
        /** The end: the peer did not answer a ping. */
        DEAD,
        /** The end: there was no message for too long. */
        IDLE
    }

    /**
     * What is due now.
     *
     * @param now the time
     * @param lastHeard when anything was received last
     * @param pingSent when the ping that is unanswered was sent; {@code lastHeard} or earlier when there is none
     * @param lastMessage when a message was sent or received last
     */
    public Action due(long now, long lastHeard, long pingSent, long lastMessage) {
        if (idleTimeout > 0 && now - lastMessage >= idleTimeout) {
            return Action.IDLE;
        }
        boolean unanswered = pingSent - lastHeard > 0;
        if (unanswered) {
            return pongTimeout > 0 && now - pingSent >= pongTimeout ? Action.DEAD : Action.NONE;
        }
        return pingInterval > 0 && now - lastHeard >= pingInterval ? Action.PING : Action.NONE;
    }

    /**
     * The time from now until something can be due next, whatever is received meanwhile; {@link Long#MAX_VALUE} for never.
     * An answer that comes now makes the next ping due after an interval, however long it might have taken.
     */
    public long delay(long now, long lastHeard, long pingSent, long lastMessage) {
        long delay = idleTimeout > 0 ? lastMessage + idleTimeout - now : Long.MAX_VALUE;
        boolean unanswered = pingSent - lastHeard > 0;
        if (unanswered) {
            delay = pongTimeout > 0 ? Math.min(delay, pingSent + pongTimeout - now) : delay;
            return pingInterval > 0 ? Math.min(delay, pingInterval) : delay;
        }
        return pingInterval > 0 ? Math.min(delay, lastHeard + pingInterval - now) : delay;
    }
}
