package dev.wsboot.core.io;

import dev.wsboot.core.WsServerEvents;
import dev.wsboot.core.protocol.Role;

/** Whose a connection is: a server or a client, with what all its connections share. Thread-safe. */
interface Owner {

    /** Which end its connections are. */
    Role role();

    /** The event loops that its connections run on. */
    EventLoops loops();

    /** Who hears what happens. */
    WsServerEvents events();

    /** How long an opening handshake may take in nanoseconds; 0 for ever. */
    long handshakeTimeout();

    /** The opening handshake of a new connection. */
    Opening opening(Connection connection);

    /** A connection is over. On its loop. */
    void gone(Connection connection);
}
