package dev.wsboot.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.test.app.Clockwork;
import dev.wsboot.test.app.Greetings;
import dev.wsboot.test.app.TestApplication;
import jakarta.validation.Validator;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/** A slice of all endpoints, with a service of the application's own on demand. */
@WsTest(
        includeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = Greetings.class),
        excludeAutoConfiguration = ValidationAutoConfiguration.class)
@ContextConfiguration(classes = TestApplication.class)
@Import(Clockwork.class)
class WsTestFiltersTest {

    @Autowired
    WsTestClient.Builder clients;

    @Autowired
    ApplicationContext context;

    @Test
    void allEndpointsAreThereWithWhatWasAskedFor() {
        assertThat(clients.connect("/greet").send("{\"name\":\"Ada\"}").next(String.class))
                .isEqualTo("{\"text\":\"Hello Ada\"}");
        assertThat(clients.connect("/time").send("UTC").next(long.class)).isEqualTo(42);
    }

    @Test
    void autoConfigurationCanBeLeftOut() {
        assertThat(context.getBeanNamesForType(Validator.class)).isEmpty();
    }
}
