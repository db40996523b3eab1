package dev.wsboot.core;

/** Whether one message goes out compressed, on a session where compression was agreed on; elsewhere it means nothing. */
public enum Compress {
    /** From {@link WsCompression#minSize()} on: what a send does that says nothing. */
    BY_SIZE,
    /** Whatever its size, as for a small message that is much like those before it, on a session with context takeover. */
    ALWAYS,
    /**
     * Not at all: for what is compressed already, as a picture, and for a secret that shares a message with what an attacker can
     * choose, since the length of the compressed message may betray it.
     */
    NEVER
}
