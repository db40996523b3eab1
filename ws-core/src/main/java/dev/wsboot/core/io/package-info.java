/**
 * The event loops, and all that touches channels, threads and clocks.
 */
@NullMarked
package dev.wsboot.core.io;

import org.jspecify.annotations.NullMarked;
