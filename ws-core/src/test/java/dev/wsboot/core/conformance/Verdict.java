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
        /** A client did not wait until its server ended TCP (RFC 6455 §7.1.1). */
        TOO_SOON,
        /** After the closing handshake TCP was left open for a second: by a server, or by a client whose server had ended it. */
        LEFT_OPEN,
        FAILED
    }

    @Override
    public String toString() {
        return behaviour + "/" + closing;
    }
}
