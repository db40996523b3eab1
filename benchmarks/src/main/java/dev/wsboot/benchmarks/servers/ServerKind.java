package dev.wsboot.benchmarks.servers;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.boot.SpringBootVersion;

/** The servers that can be measured. Each serves {@code /echo} and {@code /broadcast}. */
public enum ServerKind {
    CORE(CoreServer::start, "ws-core", () -> Versions.of("dev.wsboot", "ws-core")),
    STARTER_EVENT_LOOP(
            (port, largest) -> SpringServer.start(port, largest, "event-loop"), "ws-spring-boot", ServerKind::starter),
    STARTER_VIRTUAL(
            (port, largest) -> SpringServer.start(port, largest, "virtual"), "ws-spring-boot", ServerKind::starter),
    STARTER_PLATFORM(
            (port, largest) -> SpringServer.start(port, largest, "platform"), "ws-spring-boot", ServerKind::starter),
    NETTY(NettyServer::start, "Netty", () -> Versions.of("io.netty", "netty-codec-http")),
    UNDERTOW(UndertowServer::start, "Undertow", io.undertow.Version::getVersionString),
    JETTY(
            JettyServer::start,
            "Jetty",
            () -> Versions.of("org.eclipse.jetty.websocket", "jetty-websocket-jetty-server")),
    TOMCAT(TomcatServer::start, "Tomcat", ServerKind::tomcat),
    SPRING(
            PlainSpringServer::start,
            "Spring Boot",
            () -> SpringBootVersion.getVersion() + " (TextWebSocketHandler) on Tomcat " + tomcat());

    /** The connections that may wait to be accepted, the same for all that can be told. */
    static final int BACKLOG = 1024;

    private final Start start;
    private final String product;
    private final Version version;

    ServerKind(Start start, String product, Version version) {
        this.start = start;
        this.product = product;
        this.version = version;
    }

    /**
     * Starts it in this process.
     *
     * @param port 0 for a free one
     * @param largestMessage in bytes; some servers make buffers of this size for every session
     * @return the port that it listens on
     */
    public int start(int port, int largestMessage) throws Exception {
        return start.at(port, largestMessage);
    }

    /** The name on the command line. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The product and its version, as found on the class path. */
    public String version() {
        return product + " " + version.read();
    }

    /** Whether it is one of this project's. */
    public boolean isOurs() {
        return compareTo(NETTY) < 0;
    }

    /** Whether this JVM can run it: virtual threads came with Java 21. */
    public boolean runsHere() {
        return this != STARTER_VIRTUAL || Runtime.version().feature() >= 21;
    }

    /**
     * The one of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static ServerKind named(String title) {
        for (ServerKind kind : values()) {
            if (kind.title().equals(title)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("there is no server \"" + title + "\", only "
                + Arrays.stream(values()).map(ServerKind::title).collect(Collectors.joining(", ")));
    }

    private static String starter() {
        return Versions.of("dev.wsboot", "ws-spring-boot-autoconfigure") + " on Spring Boot "
                + SpringBootVersion.getVersion();
    }

    private static String tomcat() {
        return org.apache.catalina.util.ServerInfo.getServerNumber();
    }

    private interface Start {
        int at(int port, int largestMessage) throws Exception;
    }

    private interface Version {
        String read();
    }
}
