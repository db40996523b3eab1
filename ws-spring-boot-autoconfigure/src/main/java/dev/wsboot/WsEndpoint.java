package dev.wsboot;

import dev.wsboot.core.WsCodec;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;
import org.springframework.stereotype.Component;

/**
 * A bean that serves the WebSocket sessions of one path.
 *
 * <pre>{@code
 * @WsEndpoint("/chat/{room}")
 * class ChatEndpoint {
 *
 *     @OnMessage
 *     String answer(String message, @PathParam String room) {
 *         return "You said in " + room + ": " + message;
 *     }
 * }
 * }</pre>
 *
 * <p>The bean is a singleton that serves all sessions. The methods of one session are called one at a time and in order,
 * off the event loop, so they may block, unless {@link #execution()} says otherwise; methods of different sessions run in
 * parallel.
 *
 * @see OnOpen
 * @see OnMessage
 * @see OnError
 * @see OnClose
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Component
public @interface WsEndpoint {

    /** An alias of {@link #path()}. */
    @AliasFor("path")
    String value() default "";

    /**
     * The path template, such as {@code /chat/{room}}; the most specific template that matches a request serves it. May
     * have placeholders as {@code ${chat.path}}.
     */
    @AliasFor("value")
    String path() default "";

    /**
     * The name of the endpoint in logs and under {@code ws.endpoints}; by default the name of the class less
     * {@code Endpoint}, in kebab-case: {@code OrderBookEndpoint} is {@code order-book}. May have placeholders.
     */
    String name() default "";

    /** The subprotocols that the endpoint speaks, the preferred one first. */
    String[] subprotocols() default {};

    /** Where the methods are called; by default as {@code ws.handler.execution} says. */
    Execution execution() default Execution.AUTO;

    /**
     * The class of the {@link WsCodec} bean that reads messages and writes answers other than {@code String},
     * {@code byte[]} and {@code ByteBuffer}; by default they are JSON in text messages.
     */
    Class<? extends WsCodec> codec() default WsCodec.class;
}
