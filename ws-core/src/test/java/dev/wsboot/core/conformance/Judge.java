package dev.wsboot.core.conformance;

import dev.wsboot.core.conformance.Expected.Ending;
import dev.wsboot.core.conformance.Verdict.Behaviour;
import dev.wsboot.core.conformance.Verdict.Closing;

/** Compares what was seen with what a case demands. */
final class Judge {

    private Judge() {}

    static Verdict judge(Expected expected, Outcome outcome) {
        return new Verdict(behaviour(expected, outcome), closing(expected, outcome));
    }

    private static Behaviour behaviour(Expected expected, Outcome outcome) {
        if (outcome.breach() != null) {
            return Behaviour.FAILED;
        }
        if (outcome.declined()) {
            return Behaviour.UNIMPLEMENTED;
        }
        if (expected.ending() == Ending.ANY) {
            return Behaviour.INFORMATIONAL;
        }
        if (outcome.exchanges() != expected.exchanges()) {
            return Behaviour.FAILED;
        }
        if (expected.ok().contains(outcome.answers())) {
            return outcome.late() ? Behaviour.NON_STRICT : Behaviour.OK;
        }
        return expected.tolerated().contains(outcome.answers()) ? Behaviour.NON_STRICT : Behaviour.FAILED;
    }

    private static Closing closing(Expected expected, Outcome outcome) {
        boolean closed = outcome.code() != Outcome.NO_CLOSE;
        if (outcome.end() instanceof Received.Silence) {
            return closed || expected.ending() == Ending.ANY ? Closing.LEFT_OPEN : Closing.FAILED;
        }
        return switch (expected.ending()) {
            case ANY -> Closing.INFORMATIONAL;
            case SUBJECT_FAILS -> closed ? code(expected, outcome) : Closing.OK;
            case PROBE_CLOSES -> outcome.subjectBegan() ? Closing.FAILED : clean(expected, outcome);
            case SCRIPT_CLOSES -> clean(expected, outcome);
        };
    }

    private static Closing clean(Expected expected, Outcome outcome) {
        boolean inOrder = outcome.end() instanceof Received.End end && !end.reset();
        if (outcome.code() == Outcome.NO_CLOSE || !inOrder) {
            return Closing.UNCLEAN;
        }
        return outcome.hasty() ? Closing.TOO_SOON : code(expected, outcome);
    }

    private static Closing code(Expected expected, Outcome outcome) {
        boolean right =
                outcome.code() == Outcome.WITHOUT_CODE || expected.codes().contains(outcome.code());
        return right ? Closing.OK : Closing.WRONG_CODE;
    }
}
