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
 * most specific type is called. The other parameters may be all that an {@link OnMessage} method may take besides the message.
 * What it returns is sent to the client, as {@link OnMessage} describes, and the session goes on.
 *
 * <p>What no method deals with, and what such a method throws itself, is logged and handled as
 * {@code ws.handler.unhandled-error} says. What an {@link OnClose} method throws is only logged: nothing is called after it.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface OnError {}
