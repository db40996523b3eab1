/**
 * A server and a client driven through 517 cases over real sockets: what the field's public test suite demands, in our own
 * words.
 *
 * <p>The cases are data, a file for each family, under the numbers by which everybody knows them; they do not know who plays
 * them. A {@link Subject} is what is tested. The {@link Probe} is its peer in one case, a client for a server and a server
 * for a client; it sends bytes that no main code made and checks every frame that comes back. The {@link Judge} gives the two
 * verdicts, on what was answered and on how it ended, and is seen to condemn {@link Impostor impostors} that deserve it.
 */
@NullMarked
package dev.wsboot.core.conformance;

import org.jspecify.annotations.NullMarked;
