package dev.wsboot.core.conformance;

import java.util.List;
import java.util.Set;

/**
 * What a case demands.
 *
 * @param ok the sequences of answers of which one has to be seen
 * @param tolerated sequences that are less than asked for
 * @param exchanges how many messages have to come back within {@link Step.Exchange}
 * @param ending how the connection has to end
 * @param codes the close codes that are right; none at all always is
 */
record Expected(
        List<List<Message>> ok, List<List<Message>> tolerated, int exchanges, Ending ending, Set<Integer> codes) {

    /** How a connection ends. */
    enum Ending {
        /** The probe closes with 1000 after the answers, and wants a clean end. */
        PROBE_CLOSES,
        /** The probe's Close is part of the script, and it wants a clean end. */
        SCRIPT_CLOSES,
        /** The subject closes, or drops TCP. */
        SUBJECT_FAILS,
        /** Nothing is demanded but an end. */
        ANY
    }

    /** These answers, then a clean end that the probe begins. */
    static Expected answers(Message... answers) {
        return new Expected(List.of(List.of(answers)), List.of(), 0, Ending.PROBE_CLOSES, Set.of(1000));
    }

    /** That many messages there and back, then a clean end that the probe begins. */
    static Expected exchanges(int count) {
        return new Expected(List.of(List.of()), List.of(), count, Ending.PROBE_CLOSES, Set.of(1000));
    }

    /** These answers, then the subject's answer to a Close that the script sends. */
    static Expected closed(Set<Integer> codes, Message... answers) {
        return new Expected(List.of(List.of(answers)), List.of(), 0, Ending.SCRIPT_CLOSES, codes);
    }

    /** No answer, and the subject fails the connection with one of the codes. */
    static Expected failed(Integer... codes) {
        return new Expected(List.of(List.of()), List.of(), 0, Ending.SUBJECT_FAILS, Set.of(codes));
    }

    /** One answer, without which the case is not strictly passed, and then the subject fails the connection. */
    static Expected failedAfter(Message answer, int code) {
        return new Expected(List.of(List.of(answer)), List.of(List.of()), 0, Ending.SUBJECT_FAILS, Set.of(code));
    }

    /** Whatever happens. */
    static Expected anything() {
        return new Expected(List.of(), List.of(), 0, Ending.ANY, Set.of());
    }

    /** Whether the script itself sends a Close. */
    boolean scriptCloses() {
        return ending == Ending.SCRIPT_CLOSES || ending == Ending.ANY;
    }

    /** How many answers the probe waits for before it closes. */
    int answers() {
        return ok.isEmpty() ? 0 : ok.get(0).size();
    }
}
