package dev.wsboot.endpoint;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Valid;
import jakarta.validation.Validator;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Bean Validation by the application's {@code Validator}. */
public final class JakartaPayloadValidator implements PayloadValidator {

    /** Stands around a message that is a container, so that its elements are validated. */
    private record Container(@Valid Object message) {}

    /** Told from the same exception out of a handler method, which is the application's fault. */
    private static final class Invalid extends ConstraintViolationException implements PeerFault {

        private Invalid(Set<? extends ConstraintViolation<?>> violations) {
            super(violations);
        }
    }

    private final Validator validator;

    /** A validator of messages on this one. */
    public JakartaPayloadValidator(Validator validator) {
        this.validator = validator;
    }

    @Override
    public UnaryOperator<Object> check(Class<?>... groups) {
        return message -> {
            Object root = isContainer(message) ? new Container(message) : message;
            Set<ConstraintViolation<Object>> violations = validator.validate(root, groups);
            if (!violations.isEmpty()) {
                throw new Invalid(violations);
            }
            return message;
        };
    }

    private static boolean isContainer(Object message) {
        return message instanceof Iterable || message instanceof Map || message instanceof Object[];
    }
}
