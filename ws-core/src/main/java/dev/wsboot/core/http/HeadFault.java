package dev.wsboot.core.http;

/**
 * Why bytes cannot become a head any more. It takes no side: a server {@linkplain Refusal#of answers} it, a client tells
 * it to whoever connects.
 *
 * @param rule what was broken
 * @param value the byte that is not allowed, or the limit that was passed; 0 where neither is meant
 * @param where the part of the head in which a byte is not allowed, empty for all other rules
 */
record HeadFault(Rule rule, int value, String where) {

    enum Rule {
        ILLEGAL_BYTE,
        /** The peer speaks TLS. */
        TLS,
        VERSION,
        START_LINE_TOO_LONG,
        HEAD_TOO_LARGE,
        TOO_MANY_FIELDS
    }

    static HeadFault illegalByte(int b, String where) {
        return new HeadFault(Rule.ILLEGAL_BYTE, b, where);
    }

    static HeadFault of(Rule rule) {
        return new HeadFault(rule, 0, "");
    }

    static HeadFault over(Rule rule, int limit) {
        return new HeadFault(rule, limit, "");
    }
}
