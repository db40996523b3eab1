package dev.wsboot.core.conformance;

import dev.wsboot.core.protocol.Role;
import java.io.IOException;
import java.util.List;

/** What is tested: a server or a client that sends every message back. */
interface Subject {

    Role role();

    /** How long it may take to answer. */
    default int answerMillis() {
        return 10_000;
    }

    /** How long it may take to end TCP when that is its turn, or to notice a text that is hopeless. */
    default int turnMillis() {
        return 1_000;
    }

    /**
     * A new connection with it, after the opening handshake.
     *
     * @param terms what the probe wants of permessage-deflate, the preferred terms first; empty for none
     */
    Link connect(List<Terms> terms) throws IOException;
}
