package dev.wsboot.core.io;

/** What can come of the steps of a history, beside the steps themselves. Each kind is counted. */
enum SimulationEvent {
    // What kind of history it is.
    CALM,
    ROUGH,
    // What the applications were told.
    ASKED,
    OPENED,
    TEXT,
    BINARY,
    PINGED,
    PONGED,
    DRAINED,
    PEER_CLOSED,
    ERROR_DEALT_WITH,
    ERROR_PASSED_ON,
    CLOSED_CLEANLY,
    CLOSED_ABNORMALLY,
    ENDED_IN_PEACE,
    // What the owners were told.
    REFUSED_BY_SERVER,
    REFUSED_BY_CLIENT,
    NO_ANSWER,
    VIOLATION,
    TOO_BIG,
    OVERFLOW,
    STALLED,
    DEAD,
    IDLE,
    // What became of sends.
    SENT,
    QUEUED,
    DROPPED,
    REFUSED_SEND,
    ASYNC_SENT,
    ASYNC_DROPPED,
    ASYNC_CLOSED,
    // What was seen on the wires and at the transports.
    COMPRESSED_FRAME,
    COMPRESSED_WITH_WINDOW,
    LONG_FRAME,
    HUGE_FRAME,
    KEEPALIVE_PING,
    PONG,
    PONG_REPLACED,
    CLOSE_FRAME,
    SHORT_WRITE,
    FAILED_WRITE,
    FAILED_READ,
    END_OF_INPUT,
    INPUT_WAITED,
    RESET,
    CLOSED_OVER_UNREAD,
    LINGERED,
    GIVEN_UP_WHILE_CLOSING,
    TOO_LATE_FOR_A_HANDSHAKE
}
