/**
 * Everything that a peer can do wrong, as rules: each has a name, a section of its RFC, the one right answer, and a generator
 * that breaks it and nothing else, amid valid surroundings made by chance.
 *
 * <p>What has to be answered is said by the rule alone. {@link dev.wsboot.core.malformed.CorpusTest} holds the pure floors to
 * it in any chunks, {@link dev.wsboot.core.malformed.CorpusOverSocketsTest} a running server, and {@code SmugglingTest} puts
 * requests that two readers could understand differently in front of what must never be read.
 */
@NullMarked
package dev.wsboot.core.malformed;

import org.jspecify.annotations.NullMarked;
