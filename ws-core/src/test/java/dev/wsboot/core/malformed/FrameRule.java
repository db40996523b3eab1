package dev.wsboot.core.malformed;

import dev.wsboot.core.protocol.Role;

/**
 * A rule about frames and messages, and a way to break it.
 *
 * @param section where the rule stands
 * @param code the close code that answers its breach
 * @param scope the connections on which it can be broken
 * @param breach breaks it, and tells the stream up to which byte that must have been noticed
 */
record FrameRule(String name, String section, int code, Scope scope, Breach breach) {

    /** What breaks a rule. */
    interface Breach {

        void in(FrameStream stream);
    }

    /** The connections on which a rule can be broken. */
    enum Scope {
        EVERYWHERE,
        PLAIN,
        DEFLATE,
        AT_SERVER,
        AT_CLIENT;

        boolean includes(Role us, boolean deflate) {
            return switch (this) {
                case EVERYWHERE -> true;
                case PLAIN -> !deflate;
                case DEFLATE -> deflate;
                case AT_SERVER -> us == Role.SERVER;
                case AT_CLIENT -> us == Role.CLIENT;
            };
        }
    }

    @Override
    public String toString() {
        return name + " (" + section + "): " + code;
    }
}
