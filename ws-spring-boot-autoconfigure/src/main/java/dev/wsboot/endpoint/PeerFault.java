package dev.wsboot.endpoint;

/** What an exception is that the peer is to blame for: it needs no stack trace in a log, and may quote what the peer sent. */
interface PeerFault {}
