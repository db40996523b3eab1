package dev.wsboot.core.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The state of a connection, from the opening handshake to the end of the transport (RFC 6455 §4, §7).
 *
 * <p>{@link #on} is the one table of all transitions. Who holds a state keeps it in one atomic word and moves it by
 * compare-and-set, so that of two signals that race exactly one takes each transition.
 */
public enum ConnectionState {
    /** The opening handshake is under way. */
    CONNECTING,
    /** Messages go both ways. */
    OPEN,
    /** The peer's Close came; ours has yet to be sent, and messages that answer earlier ones may still go before it. */
    PEER_CLOSING,
    /** Our Close is queued or sent; the peer's has yet to come. */
    CLOSING,
    /** Nothing more is read or sent but our last bytes, then the transport ends (RFC 6455 §7.1.1). */
    ENDING,
    /** The transport is gone. */
    CLOSED;

    /** What moves a connection from state to state. */
    public enum Signal {
        /** The opening handshake succeeded. */
        OPENED,
        /** A Close frame of the peer came. */
        PEER_CLOSE,
        /** A Close frame of ours was queued. */
        OUR_CLOSE,
        /** The handshake was refused, or the peer broke a rule: a last answer goes out, the peer's is not waited for. */
        FAIL,
        /** The transport ended, broke or was given up. */
        LOST
    }

    /**
     * The state that follows a signal, or null where the signal changes nothing.
     */
    public @Nullable ConnectionState on(Signal signal) {
        return switch (this) {
            case CONNECTING ->
                switch (signal) {
                    case OPENED -> OPEN;
                    case FAIL -> ENDING;
                    case LOST -> CLOSED;
                    case PEER_CLOSE, OUR_CLOSE -> null;
                };
            case OPEN ->
                switch (signal) {
                    case PEER_CLOSE -> PEER_CLOSING;
                    case OUR_CLOSE -> CLOSING;
                    case FAIL -> ENDING;
                    case LOST -> CLOSED;
                    case OPENED -> null;
                };
            case PEER_CLOSING ->
                switch (signal) {
                    case OUR_CLOSE -> ENDING;
                    case LOST -> CLOSED;
                    case OPENED, PEER_CLOSE, FAIL -> null;
                };
            case CLOSING ->
                switch (signal) {
                    case PEER_CLOSE, FAIL -> ENDING;
                    case LOST -> CLOSED;
                    case OPENED, OUR_CLOSE -> null;
                };
            case ENDING -> signal == Signal.LOST ? CLOSED : null;
            case CLOSED -> null;
        };
    }

    /** Whether messages may be sent. */
    public boolean canSend() {
        return this == OPEN || this == PEER_CLOSING;
    }
}
