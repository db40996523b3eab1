package dev.wsboot;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.aot.hint.annotation.Reflective;

/**
 * The method of a {@link WsEndpoint} that is called when everything is with the client's network that had to wait in the
 * session's queue ({@link dev.wsboot.core.SendStatus#QUEUED}): sending may go on at full speed.
 *
 * <p>Its parameters may be all that an {@link OnMessage} method may take besides the message. What it returns is sent to
 * the client, as {@link OnMessage} describes. It is called in its turn among the messages; while one call waits for its
 * turn there is no second.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective
public @interface OnDrain {}
