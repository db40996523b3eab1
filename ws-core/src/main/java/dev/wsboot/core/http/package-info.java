/**
 * The opening handshake of RFC 6455 §4 over HTTP/1.1 (RFC 9110, RFC 9112), as pure state machines.
 *
 * <p><b>Mechanism.</b> A {@link dev.wsboot.core.http.RequestHeadReader} turns bytes of any chunking into a
 * {@link dev.wsboot.core.http.RequestHead} and leaves what follows the head in the caller's buffer. A
 * {@link dev.wsboot.core.http.ServerHandshake} judges the head against a {@link dev.wsboot.core.http.Router} and an
 * {@link dev.wsboot.core.http.OriginPolicy}; what comes out is a {@link dev.wsboot.core.http.Refusal}, which encodes
 * itself, or a candidate whose {@link dev.wsboot.core.http.Handshake} the application looks at before it gives its
 * {@link dev.wsboot.core.http.HandshakeDecision}. What a peer does wrong is always a value, never an exception; what
 * the programmer does wrong throws {@link java.lang.IllegalArgumentException} or
 * {@link java.lang.IllegalStateException} at once.
 *
 * <p>The client's side goes the same way back: a {@link dev.wsboot.core.http.ClientHandshake} makes the request, a
 * {@link dev.wsboot.core.http.ResponseHeadReader} reads the answer with the same scanner of fields, and what comes out is
 * accepted or a {@link dev.wsboot.core.http.FailedHandshake} that says why not.
 *
 * <p><b>Ownership.</b> A reader belongs to one connection and one thread. Everything else here is immutable and safe
 * to share. There are no channels, threads, locks, clocks or loggers: whoever calls brings the addresses, writes the
 * answer and logs {@link dev.wsboot.core.http.Refusal#why()}. The random bytes of a key are brought along too.
 *
 * <p><b>Tests.</b> Tables of bytes in, head or status out, each row beside the section it obeys; every head is also fed
 * byte by byte, at every split point and in seeded random chunks, and must give the same result and leave the same
 * bytes.
 */
@NullMarked
package dev.wsboot.core.http;

import org.jspecify.annotations.NullMarked;
