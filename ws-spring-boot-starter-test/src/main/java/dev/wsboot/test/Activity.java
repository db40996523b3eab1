package dev.wsboot.test;

import java.time.Duration;

/** What goes on in a server that runs in the test's own process, beyond its connections. */
interface Activity {

    /** Nothing is known of it, as of a server elsewhere. */
    Activity UNKNOWN = patience -> true;

    /** Waits until no handler method is being called or about to be; false when that took too long. */
    boolean awaitIdle(Duration patience);
}
