package dev.wsboot.benchmarks.servers;

import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.Constants;
import org.apache.tomcat.websocket.server.WsSci;

/** Tomcat with Jakarta WebSocket endpoints, embedded. */
final class TomcatServer {

    private static final Set<Session> SUBSCRIBERS = ConcurrentHashMap.newKeySet();

    private TomcatServer() {}

    static int start(int port, int largestMessage) throws IOException, LifecycleException {
        Path base = Files.createTempDirectory("tomcat");
        base.toFile().deleteOnExit();
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(base.toString());
        tomcat.setPort(port);
        tomcat.getConnector().setProperty("acceptCount", String.valueOf(ServerKind.BACKLOG));
        tomcat.getConnector().setProperty("maxConnections", "-1");
        Context context = tomcat.addContext("", base.toString());
        context.addParameter(Constants.TEXT_BUFFER_SIZE_SERVLET_CONTEXT_INIT_PARAM, String.valueOf(largestMessage));
        context.addParameter(Constants.BINARY_BUFFER_SIZE_SERVLET_CONTEXT_INIT_PARAM, String.valueOf(largestMessage));
        Wrapper servlet = Tomcat.addServlet(context, "default", new DefaultServlet());
        servlet.setLoadOnStartup(1);
        context.addServletMappingDecoded("/", "default");
        context.addServletContainerInitializer(new WsSci(), Set.of(Echo.class, Broadcast.class));
        tomcat.start();
        return tomcat.getConnector().getLocalPort();
    }

    /** Public, as Jakarta WebSocket asks of endpoints. */
    @ServerEndpoint("/echo")
    public static class Echo {

        @OnMessage
        public String text(String message) {
            return message;
        }

        @OnMessage
        public ByteBuffer binary(ByteBuffer message) {
            return message;
        }
    }

    /** Public, as Jakarta WebSocket asks of endpoints. */
    @ServerEndpoint("/broadcast")
    public static class Broadcast {

        @OnOpen
        public void open(Session session) {
            SUBSCRIBERS.add(session);
        }

        @OnMessage
        public void text(String message) {
            SUBSCRIBERS.forEach(subscriber -> send(subscriber, message));
        }

        @OnClose
        public void close(Session session) {
            SUBSCRIBERS.remove(session);
        }

        /** A session takes one message at a time, and refuses another one meanwhile. */
        private static void send(Session subscriber, String message) {
            try {
                synchronized (subscriber) {
                    subscriber.getBasicRemote().sendText(message);
                }
            } catch (IOException e) {
                SUBSCRIBERS.remove(subscriber);
                throw new UncheckedIOException(e);
            }
        }
    }
}
