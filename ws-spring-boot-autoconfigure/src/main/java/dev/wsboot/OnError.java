package dev.wsboot;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method of a {@link WsEndpoint} that deals with what another of its methods threw, and with messages that could not be
 * read ({@link WsDecodeException}) and answers that could not be written ({@link WsEncodeException}).
 *
 * <p>One parameter is the {@link Throwable} and its type says what the method is for; of several methods the one with the
 * most specific type is called. The other parameters may be the {@link dev.wsboot.core.WsSession} and {@link PathParam}s.
 * What it returns is sent to the client, as {@link OnMessage} describes, and the session goes on.
 *
 * <p>An error that no method of the endpoint takes is looked at for its cause, and for the cause of that: a method for the
 * cause is called with the cause. What no method of the endpoint takes, and what such a method throws itself, goes to the
 * {@link WsAdvice} beans, and what none of these takes is logged, once, and handled as {@code ws.handler.unhandled-error} says. What an {@link OnClose} method throws is only logged: nothing is called after it.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface OnError {}
