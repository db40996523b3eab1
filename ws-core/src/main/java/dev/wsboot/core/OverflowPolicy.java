package dev.wsboot.core;

/** What happens to a message for a session whose outbound queue is full. */
public enum OverflowPolicy {
    /** The session is closed with 1013: no message is ever missing in the middle of what a peer got. */
    CLOSE,
    /** The new message is dropped and reported as {@link SendStatus#DROPPED}; the session lives on. */
    DROP
}
