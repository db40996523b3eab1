package dev.wsboot.endpoint;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A handler method for messages, with what it takes.
 *
 * @param payload the type that a message is read as
 * @param raw the class of that type
 * @param payloads reads messages
 * @param check validates what was read; null when there is no need
 */
record MessageMethod(
        Method method,
        Type payload,
        Class<?> raw,
        Payloads payloads,
        @Nullable UnaryOperator<Object> check,
        Invocation invocation) {

    boolean isBinary() {
        return payloads.takesBinary(payload);
    }

    /** The application's own format of the messages; null for JSON and for messages that are not read at all. */
    @Nullable
    CodecFormat codec() {
        return payloads.codecFor(payload);
    }

    /** Whether messages are read from JSON. */
    boolean isJson() {
        return codec() == null && !Payloads.isPlain(payload);
    }

    /** What is done with a message as it was received. */
    Step whole() {
        Function<Object, Object> decoder = payloads.decoder(payload);
        return new MessageStep(check == null ? decoder : decoder.andThen(check), invocation);
    }

    /** What is done with a message that was read already. */
    Step decoded() {
        return check == null ? invocation : new MessageStep(check, invocation);
    }
}
