/** Servers to be measured from outside: they serve {@code /echo} and {@code /broadcast}. */
@NullMarked
package dev.wsboot.benchmarks.servers;

import org.jspecify.annotations.NullMarked;
