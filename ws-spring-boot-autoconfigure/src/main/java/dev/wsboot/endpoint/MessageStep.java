package dev.wsboot.endpoint;

import java.util.function.Function;

/**
 * A message that one handler method takes.
 *
 * @param decoder makes what the method asks for of what was received, a {@code String} or a {@code byte[]}
 */
record MessageStep(Function<Object, Object> decoder, Invocation method) implements Step {

    @Override
    public void run(EndpointSession session, Object message) throws Throwable {
        method.run(session, decoder.apply(message));
    }
}
