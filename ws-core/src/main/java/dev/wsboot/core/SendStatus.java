package dev.wsboot.core;

/**
 * What became of a message that was handed to a session.
 *
 * <p>Only {@link #SENT} and {@link #QUEUED} mean that the message was accepted; whether the peer has read it is something
 * only the peer can say.
 */
public enum SendStatus {
    /** Accepted, and nothing waits for the peer: the bytes are with the kernel or leave with the current batch. */
    SENT,
    /** Accepted, but the peer reads more slowly than it is sent to: the message waits in the session's queue. */
    QUEUED,
    /** Not accepted: the session's queue is full and its overflow policy is {@link OverflowPolicy#DROP}. */
    DROPPED,
    /** Not accepted: the session is closing or closed. */
    CLOSED;

    /** Whether the message was accepted. */
    public boolean isAccepted() {
        return this == SENT || this == QUEUED;
    }
}
