package dev.wsboot.endpoint;

import java.util.function.UnaryOperator;

/** Bean Validation of messages, by whatever library the application has. Thread-safe. */
@FunctionalInterface
public interface PayloadValidator {

    /**
     * A check of messages: it returns the message, or throws what is wrong with it.
     *
     * @param groups the groups of constraints; none for the default group
     */
    UnaryOperator<Object> check(Class<?>... groups);
}
