/**
 * RFC 6455 §5-§7 as pure code: bytes in, events and bytes out, for either role.
 *
 * <p>{@link dev.wsboot.core.protocol.Inbound} makes events of received bytes and belongs to the connection's event loop;
 * {@link dev.wsboot.core.protocol.OutboundFrame} is a frame on its way out and belongs to one queue at a time. They share
 * nothing but {@link dev.wsboot.core.protocol.ConnectionState}, one word whose transitions are one table. What a peer does
 * wrong is a {@link dev.wsboot.core.protocol.Violation}, never an exception, and memory follows the bytes received, never
 * those announced.
 *
 * <p>Tested without sockets or clocks, by section of the RFC: every table of bytes gives the same events in one piece, in
 * single bytes, split anywhere and chopped at random. The fast paths stand against slow oracles, and random streams against a
 * reader that sees all of a stream at once.
 */
@NullMarked
package dev.wsboot.core.protocol;

import org.jspecify.annotations.NullMarked;
