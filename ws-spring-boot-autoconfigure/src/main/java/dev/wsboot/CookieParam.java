package dev.wsboot;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A parameter that takes a cookie of the request with which the session was opened, converted by the application's
 * {@code ConversionService}.
 *
 * <p>A {@code java.util.Optional} or a parameter with an annotation {@code @Nullable} may be missing, and so may one with a
 * {@link #defaultValue()}. Any other that is missing, and each value that cannot be converted, refuses the handshake with 400.
 * Values are converted once for each session, before it opens.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface CookieParam {

    /** The name of the cookie; by default the name of the parameter. */
    String value() default "";

    /**
     * What is taken when there is no such cookie, or its value is empty; converted once, at start-up. May have placeholders as
     * {@code ${chat.last}}.
     */
    String[] defaultValue() default {};
}
