package dev.wsboot.endpoint;

import dev.wsboot.endpoint.JsonCodec.Typed;
import dev.wsboot.endpoint.JsonCodec.TypedReader;
import org.jspecify.annotations.Nullable;

/**
 * A text message that one of several handler methods takes: the one for the type that it names.
 *
 * @param others takes what is for none of them; null when that is an error
 */
record TypedStep(TypedReader<Step> reader, @Nullable Step others) implements Step {

    @Override
    public void run(EndpointSession session, Object message) throws Throwable {
        Typed<Step> typed = reader.read((String) message);
        if (typed != null) {
            typed.target().run(session, typed.value());
        } else if (others != null) {
            others.run(session, message);
        }
    }
}
