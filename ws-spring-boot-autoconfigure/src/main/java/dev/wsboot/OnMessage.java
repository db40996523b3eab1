package dev.wsboot;

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
 * <p>A message for which the endpoint has no method closes the session with 1003.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface OnMessage {}
