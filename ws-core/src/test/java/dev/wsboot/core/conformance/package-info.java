/**
 * A server driven through 517 cases over real sockets: what the field's public test suite demands, in our own words.
 *
 * <p>The cases are data, a file for each family, under the numbers by which everybody knows them. A {@link Probe} is the
 * client of one case; it writes bytes that no main code made and checks every frame that comes back. The {@link Judge}
 * gives the two verdicts, on what was answered and on how it ended, and is seen to condemn servers that deserve it.
 */
@NullMarked
package dev.wsboot.core.conformance;

import org.jspecify.annotations.NullMarked;
