package dev.wsboot.guide.extending;

import dev.wsboot.WsEndpointRegistration;
import dev.wsboot.WsServerCustomizer;
import dev.wsboot.core.WsHandler;
import dev.wsboot.core.WsServer;
import dev.wsboot.core.WsSession;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class Registrations {

    record Add(int a, int b) {}

    record Negate(int a) {}

    record Result(int value) {}

    @Bean
    WsEndpointRegistration calculator() {
        return WsEndpointRegistration.at("/calculator/{name}")
                .onOpen((session, handshake) ->
                        session.send("hello " + handshake.pathParams().get("name")))
                .onMessage(Add.class, (session, add) -> session.send(new Result(add.a() + add.b())))
                .onMessage(Negate.class, (session, negate) -> session.send(new Result(-negate.a())))
                .onError(ArithmeticException.class, (session, error) -> session.send("too large"));
    }

    @Bean
    WsEndpointRegistration echo() {
        return WsEndpointRegistration.at("/echo").handler(new WsHandler() {
            @Override
            public void onText(WsSession session, String message) {
                session.send(message);
            }
        });
    }

    @Bean
    WsServerCustomizer smallHeads() {
        return builder -> builder.maxHeaderSize(4096);
    }

    @Bean
    WsEndpointRegistration paths(WsServer server) {
        return WsEndpointRegistration.at("/paths")
                .onText((session, text) -> session.send(server.paths().size() + " paths"));
    }
}
