package dev.wsboot.core.conformance;

/** The two judgements on a case. */
record Verdict(Behaviour behaviour, Closing closing) {

    /** On the messages, pongs and failures that were seen. */
    enum Behaviour {
        OK,
        NON_STRICT,
        INFORMATIONAL,
        UNIMPLEMENTED,
        FAILED
    }

    /** On the end. */
    enum Closing {
        OK,
        INFORMATIONAL,
        UNCLEAN,
        WRONG_CODE,
        FAILED_BY_CLIENT,
        FAILED
    }

    @Override
    public String toString() {
        return behaviour + "/" + closing;
    }
}
