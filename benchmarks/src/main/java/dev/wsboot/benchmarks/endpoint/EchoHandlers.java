package dev.wsboot.benchmarks.endpoint;

import dev.wsboot.Execution;
import dev.wsboot.OnMessage;
import dev.wsboot.WsEndpoint;
import dev.wsboot.core.WsHandler;
import dev.wsboot.core.WsSession;
import dev.wsboot.endpoint.EndpointHandler;
import dev.wsboot.endpoint.EndpointScanner;
import dev.wsboot.endpoint.Handling;
import dev.wsboot.endpoint.TypeProperties;
import dev.wsboot.endpoint.UnhandledError;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;

/** The same echo twice: a handler of the core, and the methods of an annotated endpoint, called on the event loop. */
final class EchoHandlers {

    private EchoHandlers() {}

    static WsHandler named(String name) {
        return switch (name) {
            case "core" -> new Core();
            case "endpoint" -> endpoint();
            default -> throw new IllegalArgumentException("there is no handler \"" + name + "\"");
        };
    }

    private static final class Core implements WsHandler {

        @Override
        public void onText(WsSession session, String message) {
            session.send(message);
        }

        @Override
        public void onBinary(WsSession session, ByteBuffer message) {
            session.send(message);
        }
    }

    @WsEndpoint(value = "/echo", execution = Execution.EVENT_LOOP)
    static class Annotated {

        @OnMessage
        String text(String message) {
            return message;
        }

        @OnMessage
        ByteBuffer binary(ByteBuffer message) {
            return message;
        }
    }

    private static WsHandler endpoint() {
        DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
        beans.registerSingleton("annotated", new Annotated());
        Handling handling = new Handling(Runnable::run, Execution.EVENT_LOOP, UnhandledError.CLOSE, 1, true);
        EndpointScanner scanner =
                new EndpointScanner(beans, null, null, new TypeProperties("type", Map.of()), List.of());
        return new EndpointHandler(scanner.scan(Set.of()).get(0), handling, 256, 1 << 20);
    }
}
