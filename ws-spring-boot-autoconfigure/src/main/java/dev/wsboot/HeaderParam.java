package dev.wsboot;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A parameter that takes a header field of the request with which the session was opened, converted by the application's
 * {@code ConversionService}; a collection or an array takes the values of all fields of that name. Browsers cannot set
 * header fields.
 *
 * <p>A {@code java.util.Optional} or a parameter with an annotation {@code @Nullable} may be missing, and so may one with a
 * {@link #defaultValue()}. Any other that is missing, and each value that cannot be converted, refuses the handshake with 400.
 * Values are converted once for each session, before it opens.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface HeaderParam {

    /** The name of the header field; by default the name of the parameter: {@code userAgent} is
     * {@code user-agent}, and case does not matter. */
    String value() default "";

    /**
     * What is taken when there is no such header field, or its value is empty; converted once, at start-up. May have placeholders as
     * {@code ${chat.last}}.
     */
    String[] defaultValue() default {};
}
