package dev.wsboot.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** The application contexts of the tests. */
final class Contexts {

    private Contexts() {}

    /** A runner as of an application with the starter and nothing else, on a free port of loopback. */
    static ApplicationContextRunner runner() {
        return new ApplicationContextRunner()
                .withPropertyValues("ws.port=0", "ws.address=127.0.0.1")
                .withConfiguration(AutoConfigurations.of(
                        WsAutoConfiguration.class,
                        TaskExecutionAutoConfiguration.class,
                        JacksonAutoConfiguration.class));
    }

    /** The port of the context's server. */
    static int port(ApplicationContext context) {
        return context.getEnvironment().getRequiredProperty("local.ws.port", Integer.class);
    }

    static Client connect(ApplicationContext context, String path, String... subprotocols) {
        return Client.connect(port(context), path, subprotocols);
    }
}
