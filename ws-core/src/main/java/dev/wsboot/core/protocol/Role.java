package dev.wsboot.core.protocol;

import dev.wsboot.core.protocol.CloseStatus.Initiator;

/** Which end of a connection we are. A client masks what it sends, a server does not (RFC 6455 §5.1). */
public enum Role {
    /** We opened the connection. */
    CLIENT,
    /** We accepted it. */
    SERVER;

    /** The other end. */
    public Role other() {
        return this == SERVER ? CLIENT : SERVER;
    }

    /** This end, as one who begins the end of a connection. */
    public Initiator self() {
        return this == SERVER ? Initiator.SERVER : Initiator.CLIENT;
    }

    /** The peer, as one who begins the end of a connection. */
    public Initiator peer() {
        return other().self();
    }
}
