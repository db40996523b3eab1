package dev.wsboot;

import dev.wsboot.core.WsCodec;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.aot.hint.annotation.Reflective;

/**
 * A method of a {@link WsEndpoint} that is called for each message of one kind.
 *
 * <p>One parameter takes the message and says which kind that is: {@code byte[]} and {@link java.nio.ByteBuffer} a binary
 * message, {@code String} a text message as it is, any other type a text message that is read as JSON by the application's
 * {@code JsonMapper}. The other parameters may be the {@link dev.wsboot.core.WsSession}, the
 * {@link dev.wsboot.core.http.Handshake} that opened it, {@link PathParam}s, {@link QueryParam}s, {@link HeaderParam}s,
 * {@link CookieParam}s, {@link SessionAttribute}s, the {@link java.security.Principal}, null when the handshake named none,
 * and what a {@link WsArgumentResolver} knows.
 *
 * <p>What the method returns answers the client: a {@code String} as a text message, a {@code byte[]} or a
 * {@code ByteBuffer} as a binary message, any other object as JSON in a text message, and null or {@code void} not at all.
 * An {@code Optional} answers with what is in it. The answer is dropped when the session has ended meanwhile.
 *
 * <p>A {@code CompletionStage} or a Reactor {@code Mono} answers when it completes, and the session's next message is handled
 * after that. Each item of a {@code Flow.Publisher} or a Reactor {@code Flux} is a message of its own; the next one is asked
 * for when the one before did not have to wait for the client, and the session's next message does not wait for them. Both are
 * cancelled when the session ends.
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
@Reflective
public @interface OnMessage {

    /**
     * {@link Execution#CONCURRENT} lets messages for this method be handled beside others of the session; by default as the
     * endpoint's {@link WsEndpoint#execution()} says.
     */
    Execution execution() default Execution.AUTO;

    /**
     * The class of the {@link WsCodec} bean that reads the message and writes the answer; by default the codec of the
     * endpoint. It has no part in {@code String}, {@code byte[]} and {@code ByteBuffer}.
     */
    Class<? extends WsCodec> codec() default WsCodec.class;
}
