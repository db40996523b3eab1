package dev.wsboot.core.conformance;

/** What the probe can see next of its subject. */
sealed interface Received {

    /** A message or a pong. */
    record Data(Message message) implements Received {}

    /** A Close frame; {@code code} is 1005 when it has none. */
    record Close(int code) implements Received {}

    /** The end of the stream: in order, or by a reset. */
    record End(boolean reset) implements Received {}

    /** Nothing, for as long as the probe was willing to wait. */
    record Silence() implements Received {}

    /** Bytes that its role may not send. */
    record Breach(String rule) implements Received {}
}
