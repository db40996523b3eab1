package dev.wsboot;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.aot.hint.annotation.Reflective;

/**
 * The method of a {@link WsEndpoint} that is called when the client sent a pong, asked for by
 * {@link dev.wsboot.core.WsSession#ping} or not. Answers to the server's own keep-alive pings are not shown.
 *
 * <p>Its parameters may be the pong's payload as {@code byte[]} or {@link java.nio.ByteBuffer}, and all that an
 * {@link OnMessage} method may take besides the message. What it returns is sent to the client, as {@link OnMessage}
 * describes. It is called in its turn among the messages.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective
public @interface OnPong {}
