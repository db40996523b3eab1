package dev.wsboot.benchmarks.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.handler.ConcurrentWebSocketSessionDecorator;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.server.standard.ServletServerContainerFactoryBean;

/** Spring's own WebSocket support in a Boot application on Tomcat. */
@SpringBootConfiguration
@EnableAutoConfiguration
@EnableWebSocket
class PlainSpringServer implements WebSocketConfigurer {

    static int start(int port, int largestMessage) {
        SpringApplication application = new SpringApplication(PlainSpringServer.class);
        application.setDefaultProperties(Map.of(
                "server.port",
                port,
                "server.tomcat.accept-count",
                ServerKind.BACKLOG,
                "server.tomcat.max-connections",
                -1,
                "spring.main.banner-mode",
                "off",
                "largest-message",
                largestMessage,
                "ws.enabled",
                false));
        return ((ServletWebServerApplicationContext) application.run())
                .getWebServer()
                .getPort();
    }

    @Override
    public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
        registry.addHandler(new Echo(), "/echo").addHandler(new Broadcast(), "/broadcast");
    }

    @Bean
    ServletServerContainerFactoryBean webSocketContainer(@Value("${largest-message}") int largestMessage) {
        ServletServerContainerFactoryBean container = new ServletServerContainerFactoryBean();
        container.setMaxTextMessageBufferSize(largestMessage);
        container.setMaxBinaryMessageBufferSize(largestMessage);
        return container;
    }

    private static final class Echo extends TextWebSocketHandler {

        @Override
        protected void handleTextMessage(WebSocketSession session, TextMessage message) throws IOException {
            session.sendMessage(message);
        }

        /** The class that this one extends would close the connection. */
        @Override
        protected void handleBinaryMessage(WebSocketSession session, BinaryMessage message) {
            try {
                session.sendMessage(message);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class Broadcast extends TextWebSocketHandler {

        private static final int SEND_TIME_LIMIT = 10_000;
        private static final int BUFFER_LIMIT = 512 * 1024;

        private final Set<WebSocketSession> subscribers = ConcurrentHashMap.newKeySet();

        @Override
        public void afterConnectionEstablished(WebSocketSession session) {
            subscribers.add(new ConcurrentWebSocketSessionDecorator(session, SEND_TIME_LIMIT, BUFFER_LIMIT));
        }

        @Override
        protected void handleTextMessage(WebSocketSession session, TextMessage message) throws IOException {
            for (WebSocketSession subscriber : subscribers) {
                subscriber.sendMessage(message);
            }
        }

        @Override
        public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
            subscribers.removeIf(subscriber -> subscriber.getId().equals(session.getId()));
        }
    }
}
