package dev.wsboot.sample;

import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells the pages where the WebSocket server listens: the port is configurable, and random in tests. */
@RestController
class WsConfigController {

    /** What a page needs to know in order to connect; it uses the host name that it was loaded from. */
    record WsConfig(int port) {}

    private final Environment environment;

    WsConfigController(Environment environment) {
        this.environment = environment;
    }

    @GetMapping("/ws-config")
    WsConfig wsConfig() {
        // Asked at each request: the port is known only once the server has started.
        return new WsConfig(environment.getRequiredProperty("local.ws.port", Integer.class));
    }
}
