/**
 * Fuzz targets: one class for each way in which a peer's bytes come in.
 *
 * <p>In a normal build each runs on the inputs in its {@code ...Inputs} directory among the test resources. With
 * {@code JAZZER_FUZZ=1} the fuzzer goes on from there; {@code docs/testing.md} tells how. Whatever it finds stays in that
 * directory. An {@link Input} says how its bytes are chopped, {@link Held} measures what a peer makes us keep, and
 * {@link SeedsTest} makes the inputs that are not text.
 */
@NullMarked
package dev.wsboot.core.fuzz;

import org.jspecify.annotations.NullMarked;
