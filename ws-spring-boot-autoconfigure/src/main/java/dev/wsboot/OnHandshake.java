package dev.wsboot;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.aot.hint.annotation.Reflective;

/**
 * The method of a {@link WsEndpoint} that decides whether an opening handshake becomes a session.
 *
 * <p>Its parameters may be the {@link dev.wsboot.core.http.Handshake}, {@link PathParam}s, {@link QueryParam}s,
 * {@link HeaderParam}s, {@link CookieParam}s, and what a {@link WsArgumentResolver} finds in a handshake. A value that is
 * missing or not valid answers 400 before the method is called.
 *
 * <p>It returns a {@link dev.wsboot.core.http.HandshakeDecision}, or a {@code CompletionStage} or a Reactor {@code Mono} of
 * one; or {@code void}, also in a stage, which accepts. A decision to accept may bring header fields, attributes, a
 * principal and the subprotocol. What the method throws answers 500 and is logged. It must decide within
 * {@code ws.handshake.timeout}.
 *
 * <p>It is called off the event loop, so it may block, unless the endpoint's {@link WsEndpoint#execution()} is
 * {@link Execution#EVENT_LOOP}. Thread locals that Micrometer's context propagation knows, and that it sets, are set again
 * for every later call of the session.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective
public @interface OnHandshake {}
