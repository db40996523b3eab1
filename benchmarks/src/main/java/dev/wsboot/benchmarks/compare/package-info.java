/**
 * The comparison of servers from end to end: {@code java -jar benchmarks.jar compare}.
 *
 * <p>Each server runs in a JVM of its own and they take turns, round after round, so that whatever the machine does to one of
 * them it does to all. {@code Comparison} runs the turns, {@code Report} is what came of them.
 */
@NullMarked
package dev.wsboot.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
