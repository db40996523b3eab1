package dev.wsboot;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name that tells messages of a type from others of the same endpoint: the value of their property {@code type}, or
 * what {@code ws.json.type-property} says. Without this annotation it is the simple name of the class in kebab-case:
 * {@code OrderPlaced} is {@code order-placed}.
 *
 * <p>An endpoint uses names when it has several {@link OnMessage} methods for text messages, or one for a sealed type. It
 * then writes them into the objects that it sends, too, as their first property. Types with Jackson's own type information
 * ({@code @JsonTypeInfo}) have no use for it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface WsType {

    /** The name, not empty. */
    String value();
}
