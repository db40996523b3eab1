package dev.wsboot;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;
import org.springframework.stereotype.Component;

/**
 * A bean with {@link OnError} methods for errors of several endpoints, in the way of Spring's {@code @ControllerAdvice}.
 *
 * <pre>{@code
 * @WsAdvice
 * class Problems {
 *
 *     @OnError
 *     Problem notFound(NoSuchElementException error) {
 *         return new Problem("There is no such thing");
 *     }
 * }
 * }</pre>
 *
 * <p>An advice is asked for what no method of the endpoint itself takes, and for what these methods throw. Of several the
 * first one with a method for the error is called, in the order of {@link org.springframework.core.annotation.Order} on the
 * class or of {@link org.springframework.core.Ordered}. Without any attribute it is for all endpoints, else for those that one of
 * the attributes names.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Component
public @interface WsAdvice {

    /** An alias of {@link #basePackages()}. */
    @AliasFor("basePackages")
    String[] value() default {};

    /** The packages whose endpoints it is for, with the packages in them. */
    @AliasFor("value")
    String[] basePackages() default {};

    /** Classes in the packages whose endpoints it is for. */
    Class<?>[] basePackageClasses() default {};

    /** The endpoints that it is for: their classes, superclasses or interfaces. */
    Class<?>[] endpoints() default {};
}
