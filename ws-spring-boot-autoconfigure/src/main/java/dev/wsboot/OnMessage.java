package dev.wsboot;

import dev.wsboot.core.WsCodec;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method of a {@link WsEndpoint} that is called for each message of one kind.
 *
 * <p>One parameter takes the message and says which kind that is: {@code byte[]} and {@link java.nio.ByteBuffer} a binary
 * message, {@code String} a text message as it is, any other type a text message that is read as JSON by the application's
 * {@code JsonMapper}. The other parameters may be the {@link dev.wsboot.core.WsSession} and {@link PathParam}s.
 *
 * <p>What the method returns answers the client: a {@code String} as a text message, a {@code byte[]} or a
 * {@code ByteBuffer} as a binary message, any other object as JSON in a text message, and null or {@code void} not at all.
 * The answer is dropped when the session has ended meanwhile.
 *
 * <p>An endpoint may have several methods for text messages that take different types. Messages are told apart by their
 * property {@code type} then ({@link WsType}), and one of the methods may take a {@code JsonNode}, a {@code Map}, an
 * {@code Object} or a {@code String}: it gets what is for none of the others. A sealed type without Jackson's own type information
 * stands for all types that it permits. A message that is for none of the methods is a {@link WsUnknownTypeException}.
 *
 * <p>A message that is annotated with {@code @Valid} or {@code @Validated} is validated before the method is called: a
 * {@code jakarta.validation.ConstraintViolationException} for {@link OnError} when it is not valid.
 *
 * <p>A kind of message, text or binary, for which the endpoint has no method closes the session with 1003.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface OnMessage {

    /**
     * The class of the {@link WsCodec} bean that reads the message and writes the answer; by default the codec of the
     * endpoint. It has no part in {@code String}, {@code byte[]} and {@code ByteBuffer}.
     */
    Class<? extends WsCodec> codec() default WsCodec.class;
}
