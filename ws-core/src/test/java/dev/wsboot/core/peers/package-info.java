/**
 * Server and client with programs that are not ours at the other end, compression on: what a specification is worth shows there.
 *
 * <p>A {@link Peer} is such a program, run as a {@link PeerProcess}: Debian's python3-websockets and npm's ws play the client's
 * script of conversations against our server, and serve echoes to our client; nginx stands between the two. Whoever echoes, we
 * ({@link Talker}) or they, knows the same few commands, messages that begin with a colon. A peer that is missing has its tests
 * skipped, except where {@code CI=true}.
 */
@NullMarked
package dev.wsboot.core.peers;

import org.jspecify.annotations.NullMarked;
