package dev.wsboot.core.conformance;

import java.util.List;
import java.util.function.Supplier;

/**
 * One case of the suite.
 *
 * @param id its number, as 6.12.3
 * @param sentence what is sent and what is expected
 * @param terms what the probe wants of permessage-deflate, the preferred terms first; empty for none
 * @param script what is done; made when the case runs, for some are large
 */
record Case(String id, String sentence, List<Terms> terms, Supplier<Script> script) {

    /**
     * @param steps what the probe does, one after the other
     * @param expected what it wants to see
     */
    record Script(List<Step> steps, Expected expected) {}

    /** A case without compression. */
    static Case of(String id, String sentence, Expected expected, Step... steps) {
        return lazy(id, sentence, () -> new Script(List.of(steps), expected));
    }

    /** A case without compression whose script is made late. */
    static Case lazy(String id, String sentence, Supplier<Script> script) {
        return new Case(id, sentence, List.of(), script);
    }

    /** The family: the number before the first dot. */
    int family() {
        return Integer.parseInt(id.substring(0, id.indexOf('.')));
    }

    @Override
    public String toString() {
        return id + " " + sentence;
    }
}
