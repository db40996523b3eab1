package dev.wsboot.core.io;

import java.net.InetSocketAddress;

/** Where a server's connections come from. */
interface Listener {

    /** Where that is. */
    InetSocketAddress address();

    /** Begins to accept. On the first event loop. */
    void start();

    /** Accepts no more. On the first event loop. */
    void stop();
}
