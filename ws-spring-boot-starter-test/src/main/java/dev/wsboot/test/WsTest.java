package dev.wsboot.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * A test of WebSocket endpoints and nothing else of the application: its context has the {@code @WsEndpoint} beans, what belongs
 * to them, the WebSocket auto-configuration, Jackson and Validation. What else an endpoint needs is mocked, as with
 * {@code @MockitoBean}, or {@code @Import}ed.
 *
 * <p>The server runs in memory and opens no port; an injected {@link WsTestClient.Builder} connects to it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@BootstrapWith(WsTestContextBootstrapper.class)
@ExtendWith(SpringExtension.class)
@OverrideAutoConfiguration(enabled = false)
@TypeExcludeFilters(WsTypeExcludeFilter.class)
@ImportAutoConfiguration
public @interface WsTest {

    /** Properties in the form {@code key=value} that are set before the application starts. */
    String[] properties() default {};

    /** Same as {@link #endpoints()}. */
    @AliasFor("endpoints")
    Class<?>[] value() default {};

    /** The endpoints to test; all that are found when there are none here. */
    @AliasFor("value")
    Class<?>[] endpoints() default {};

    /** Whether only what belongs to endpoints is found; otherwise nothing is but what {@link #includeFilters()} says. */
    boolean useDefaultFilters() default true;

    /** Components that are found beside those. */
    Filter[] includeFilters() default {};

    /** Components that are not found. */
    Filter[] excludeFilters() default {};

    /** Auto-configurations that are left out. */
    @AliasFor(annotation = ImportAutoConfiguration.class, attribute = "exclude")
    Class<?>[] excludeAutoConfiguration() default {};
}
