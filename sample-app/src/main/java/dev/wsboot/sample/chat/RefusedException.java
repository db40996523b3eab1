package dev.wsboot.sample.chat;

import org.jspecify.annotations.Nullable;

/** Signals that a command has no effect. Its message is meant for the user. */
final class RefusedException extends RuntimeException {

    private final @Nullable String ref;

    RefusedException(String message) {
        this(message, null);
    }

    /** A refusal of the message with the id {@code ref}. */
    RefusedException(String message, @Nullable String ref) {
        super(message);
        this.ref = ref;
    }

    ChatEvent.Problem problem() {
        return new ChatEvent.Problem(String.valueOf(getMessage()), ref);
    }
}
