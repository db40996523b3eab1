/**
 * Tests of WebSocket endpoints: a client, and the slice of an application that the endpoints are.
 *
 * <p>{@code WsTestClient} is not the engine's own client but a plain one that blocks, so that it can break every rule, and so
 * that a fault of the engine is not made good by the same fault on the other side. It shares the pure floors of ws-core with the
 * engine: heads, frames, compression. A {@code Line} is what carries its bytes, a socket or pipes in memory; a {@code Receiver} reads
 * on a thread of its own what the server sends and puts it into the {@code Inbox}, for which the test waits; a {@code Sender} writes
 * on the test's thread. A {@code Transcript} keeps what went to and fro for the message of a failure.
 *
 * <p>{@code @WsTest} is built as Spring Boot's own slices are. Its server runs in memory ({@code InMemoryWs}), as it does in a
 * {@code @SpringBootTest} without a web server.
 */
@NullMarked
package dev.wsboot.test;

import org.jspecify.annotations.NullMarked;
