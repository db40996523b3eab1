package dev.wsboot.benchmarks.servers;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** A Spring Boot application with annotated endpoints. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({EchoEndpoint.class, BroadcastEndpoint.class})
class SpringServer {

    /**
     * Starts it.
     *
     * @param mode where the methods are called: {@code event-loop}, or on {@code virtual} or {@code platform} threads
     */
    static int start(int port, int largestMessage, String mode) {
        SpringApplication application = new SpringApplication(SpringServer.class);
        // The jar also holds the web servers of the others.
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setDefaultProperties(Map.of(
                "ws.port",
                port,
                "ws.handler.execution",
                mode.equals("event-loop") ? "event-loop" : "auto",
                "spring.threads.virtual.enabled",
                mode.equals("virtual"),
                "ws.inbound.max-message-size",
                largestMessage + "B",
                "ws.inbound.max-pending-bytes",
                2L * largestMessage + "B",
                "ws.outbound.max-queue-size",
                4L * largestMessage + "B",
                "ws.compression.enabled",
                "true",
                "spring.main.banner-mode",
                "off",
                "ws.compression.min-size",
                "0B"));
        return application.run().getEnvironment().getRequiredProperty("local.ws.port", Integer.class);
    }
}
