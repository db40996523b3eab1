package dev.wsboot.benchmarks.servers;

import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A Spring Boot application with annotated endpoints. */
@SpringBootApplication
public class SpringServer {

    private static final List<String> MODES = List.of("event-loop", "virtual", "platform");

    /**
     * Starts it.
     *
     * @param mode where the methods are called: {@code event-loop}, or on {@code virtual} or {@code platform} threads
     */
    public static void start(int port, String mode) {
        if (!MODES.contains(mode)) {
            throw new IllegalArgumentException("mode is " + mode + ", it must be one of " + MODES);
        }
        SpringApplication application = new SpringApplication(SpringServer.class);
        application.setDefaultProperties(Map.of(
                "ws.port", port,
                "ws.handler.execution", mode.equals("event-loop") ? "event-loop" : "auto",
                "spring.threads.virtual.enabled", mode.equals("virtual"),
                "ws.inbound.max-message-size", "16MB",
                "ws.inbound.max-pending-bytes", "32MB",
                "ws.outbound.max-queue-size", "64MB",
                "ws.compression.enabled", "true",
                "ws.compression.min-size", "0B"));
        application.run();
    }
}
