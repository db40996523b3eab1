package dev.wsboot.core.malformed;

/**
 * A rule about request heads, and a way to break it.
 *
 * @param section where the rule stands
 * @param status the HTTP status that answers its breach
 * @param breach breaks it in a head that was valid
 */
record HeadRule(String name, String section, int status, Breach breach) {

    /** What breaks a rule. */
    interface Breach {

        void in(Head head);
    }

    @Override
    public String toString() {
        return name + " (" + section + "): " + status;
    }
}
