package dev.wsboot;

import dev.wsboot.core.SendStatus;

/**
 * What became of one message to many sessions: how many of them each {@link SendStatus} was the answer of.
 *
 * @param sent accepted, and nothing waits for the peer
 * @param queued accepted, and waits for a peer that is behind
 * @param dropped not accepted, since the session's queue is full
 * @param closed not accepted, since the session is closing or closed
 */
public record SendReport(int sent, int queued, int dropped, int closed) {

    /** How many sessions accepted the message. */
    public int accepted() {
        return sent + queued;
    }

    /** How many sessions there were. */
    public int total() {
        return sent + queued + dropped + closed;
    }
}
