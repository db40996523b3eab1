package dev.wsboot;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.aot.hint.annotation.Reflective;

/**
 * The method of a {@link WsEndpoint} that is called once for each session, before its first message.
 *
 * <p>Its parameters may be all that an {@link OnMessage} method may take besides the message. What it returns is sent to the client, as {@link OnMessage} describes.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective
public @interface OnOpen {}
