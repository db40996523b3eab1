package dev.wsboot;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.aot.hint.annotation.Reflective;

/**
 * The method of a {@link WsEndpoint} that is called exactly once for each session that was opened, as its last call and
 * after all messages that came before the end, however the session ended.
 *
 * <p>Its parameters may be the {@link dev.wsboot.core.WsSession}, which takes no more messages, the
 * {@link dev.wsboot.core.protocol.CloseStatus}, and all that an {@link OnMessage} method may take besides the message. It returns {@code void}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective
public @interface OnClose {}
