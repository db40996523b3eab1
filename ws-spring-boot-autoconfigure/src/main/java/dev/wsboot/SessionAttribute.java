package dev.wsboot;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A parameter that takes the session's attribute of that name, as the decision about the handshake or
 * {@link dev.wsboot.core.WsSession#attribute(String, Object)} set it.
 *
 * <p>A {@code java.util.Optional} or a parameter with an annotation {@code @Nullable} may be missing. For any other, an
 * attribute that is missing or of another type is an error of the call, as if the method had thrown it.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface SessionAttribute {

    /** The name of the attribute; by default the name of the parameter. */
    String value() default "";
}
