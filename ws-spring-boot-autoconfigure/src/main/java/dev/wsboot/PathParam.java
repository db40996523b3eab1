package dev.wsboot;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A parameter that takes the value of a variable of the endpoint's path, converted by the application's
 * {@code ConversionService}.
 *
 * <p>Values are converted once for each session, before it opens. A value that cannot be converted refuses the handshake with
 * 400.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface PathParam {

    /** The name of the variable; by default the name of the parameter. */
    String value() default "";
}
