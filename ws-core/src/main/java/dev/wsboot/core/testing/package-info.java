/**
 * A server without a network, for the tests of applications: the same engine, whose connections are pairs of bounded pipes.
 *
 * <p>{@code InMemoryServer} runs real event loops on threads of their own; only the transport differs. A {@code Link} is what a
 * kernel is between two sockets: a {@code Pipe} for each direction and how they end. Its server's {@code Side} is a
 * transport of the engine, its client's an {@code InMemorySocket} that blocks.
 */
@NullMarked
package dev.wsboot.core.testing;

import org.jspecify.annotations.NullMarked;
