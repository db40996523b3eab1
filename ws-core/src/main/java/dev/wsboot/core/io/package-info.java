/**
 * The event loops, and all that touches channels, threads and clocks.
 *
 * <p>An {@code EventLoop} is a thread with a selector. Each {@code Connection} belongs to one of them; it joins the receiving
 * half, {@code Inbound}, which only the loop touches, and the sending half, {@code OutboundQueue}, which belongs to whoever holds
 * its writer role for a moment. Everything that another thread wants of a connection is a frame that it pushes, an atomic
 * step of the state, or a task for the loop: {@code docs/threading.md} lists the owner of every field. The network is behind
 * {@code Transport}, the time behind {@code Clock}. A transport that no selector can watch, as one in memory, watches itself,
 * and a {@code Watch} does the selector's part.
 *
 * <p>An {@code Owner} is what a connection belongs to: the {@code Engine} of a server, or a {@code Client}.
 *
 * <p>Tests use a transport in memory where the moment matters ({@code FakePeer}: how much the kernel takes, how many writes
 * there are), and a client on a blocking socket that sends exactly the bytes it is told to ({@code RawClient}, {@code RawServer}) where TCP
 * matters. The writer role is model-checked and stressed; the whole is tried with a thousand connections at once, without
 * descriptors, and with clients that are not ours.
 */
@NullMarked
package dev.wsboot.core.io;

import org.jspecify.annotations.NullMarked;
