/**
 * The load generator: a few threads, each with a selector and its share of the connections.
 *
 * <p>{@code Client} is a connection, {@code ClientLoop} a thread, a {@code Traffic} says what is sent when, and {@code Load} is
 * all of it together. So that the client costs little beside the server, frames are masked once and sent again and again, and
 * what comes back is compared in the receive buffer; so that a server cannot win by answering wrongly, every byte of it is.
 */
@NullMarked
package dev.wsboot.benchmarks.load;

import org.jspecify.annotations.NullMarked;
