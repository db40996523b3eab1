package dev.wsboot.core.conformance;

import static dev.wsboot.core.conformance.Case.Script;

import dev.wsboot.core.io.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Families 12 and 13: permessage-deflate over kinds of content, and over sets of parameters. */
final class CompressionCases {

    private static final Terms OPEN = Terms.of(false, 0);
    private static final Terms ALONE = Terms.of(true, 0);

    private static final List<List<Terms>> SETS = List.of(
            List.of(OPEN),
            List.of(ALONE),
            List.of(Terms.of(false, 9)),
            List.of(Terms.of(false, 15)),
            List.of(Terms.of(true, 9)),
            List.of(Terms.of(true, 15)),
            List.of(Terms.of(true, 9), ALONE, OPEN));

    /** The sizes of messages, and of their fragments where that is not 0. */
    private static final int[][] SHAPES = {
        {16, 0},
        {64, 0},
        {256, 0},
        {1024, 0},
        {4096, 0},
        {8192, 0},
        {16384, 0},
        {32768, 0},
        {65536, 0},
        {131072, 0},
        {8192, 256},
        {16384, 256},
        {32768, 256},
        {65536, 256},
        {131072, 256},
        {131072, 1024},
        {131072, 4096},
        {131072, 32768}
    };

    private CompressionCases() {}

    static List<Case> contents() {
        List<Case> cases = new ArrayList<>();
        List<Corpus> kinds = List.of(Corpus.JSON, Corpus.PICTURE, Corpus.PROSE, Corpus.HTML, Corpus.NOISE);
        for (int i = 0; i < kinds.size(); i++) {
            addAll(cases, "12." + (i + 1), kinds.get(i), List.of(OPEN));
        }
        return cases;
    }

    static List<Case> parameters() {
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < SETS.size(); i++) {
            addAll(cases, "13." + (i + 1), Corpus.JSON, SETS.get(i));
        }
        return cases;
    }

    private static void addAll(List<Case> cases, String family, Corpus corpus, List<Terms> terms) {
        int count = Scale.messages();
        for (int i = 0; i < SHAPES.length; i++) {
            int size = SHAPES[i][0];
            int fragment = SHAPES[i][1];
            String what = count + " compressed messages of " + size
                    + (corpus.opcode() == Wire.TEXT ? " characters" : " octets") + " of " + corpus
                    + (fragment == 0 ? "" : " in fragments of " + fragment) + ", wanted "
                    + terms.stream().map(Terms::toString).collect(Collectors.joining(", ")) + ": all come back";
            cases.add(new Case(
                    family + "." + (i + 1),
                    what,
                    terms,
                    () -> new Script(
                            List.of(new Step.Exchange(corpus.opcode(), count, n -> corpus.piece(n, size), fragment)),
                            Expected.exchanges(count))));
        }
    }
}
