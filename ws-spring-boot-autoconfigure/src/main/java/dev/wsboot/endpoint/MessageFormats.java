package dev.wsboot.endpoint;

import dev.wsboot.WsEndpoint;
import dev.wsboot.core.WsCodec;
import org.jspecify.annotations.Nullable;

/**
 * What the application has for its messages.
 *
 * @param json null when there is no JSON library
 * @param validator null when there is no Bean Validation
 * @param typeProperties the JSON properties that tell types apart
 */
record MessageFormats(
        @Nullable JsonCodec json, Codecs codecs, @Nullable PayloadValidator validator, TypeProperties typeProperties) {

    /** The types of messages of one endpoint. */
    Payloads payloads(Class<?> type, WsEndpoint annotation) {
        return Payloads.of(type, annotation, json, codecs);
    }

    /** The types of messages of one endpoint without annotations. */
    Payloads payloads(@Nullable WsCodec codec) {
        return Payloads.of(codec, json, codecs);
    }

    /** The JSON property that tells types apart in the endpoint of this name. */
    String property(String endpoint) {
        return typeProperties.of(endpoint);
    }

    /** Makes of the message methods of an endpoint what is done with its messages. */
    MessageMethods messageMethods(Class<?> type, Payloads payloads, Problems problems) {
        return new MessageMethods(type, payloads, json, validator, problems);
    }
}
