package dev.wsboot.core.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.WsCompression;
import dev.wsboot.core.WsConnectException;
import dev.wsboot.core.WsOptions;
import dev.wsboot.core.WsServer;
import dev.wsboot.core.WsServerEvents;
import dev.wsboot.core.http.OriginPolicy;
import dev.wsboot.core.io.TestServers;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The server behind nginx. */
class NginxTest {

    private static final WsCompression COMPRESSION = new WsCompression(64, 6, true, true);
    private static final WsOptions CLIENT_OPTIONS = WsOptions.builder()
            .maxMessageSize(2 * 1024 * 1024)
            .maxQueueSize(4 * 1024 * 1024)
            .compression(COMPRESSION)
            .build();

    @TempDir
    Path directory;

    private final BlockingQueue<String> refusals = new LinkedBlockingQueue<>();
    private final Talker handler = new Talker();
    private WsServer server = start(OriginPolicy.sameHost(() -> -1));

    private WsServer start(OriginPolicy policy) {
        return TestServers.start(
                Script.server(handler, COMPRESSION).originPolicy(policy).events(new WsServerEvents() {
                    @Override
                    public void handshakeRefused(InetSocketAddress peer, int status, String why) {
                        refusals.add(status + " " + why);
                    }
                }));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Nginx nginx(String... directives) throws Exception {
        return Nginx.inFrontOf(server, directory, directives);
    }

    private static Inbox connect(Nginx nginx, String origin) {
        return new Inbox(nginx.uri("/talk"), CLIENT_OPTIONS, "Origin", origin);
    }

    private static Inbox connect(Nginx nginx) {
        return new Inbox(nginx.uri("/talk"), CLIENT_OPTIONS, "X-Token", "abc");
    }

    @ParameterizedTest
    @EnumSource(names = {"PYTHON_WEBSOCKETS", "NODE_WS"})
    void clientsOfOthersDoNotNoticeIt(Peer peer) throws Exception {
        try (Nginx nginx = nginx(Nginx.UPGRADES)) {
            Script.play(peer, nginx.uri("/talk"), true, handler);
        }
    }

    @Test
    void ourClientDoesNotNoticeItEither() throws Exception {
        Random random = new Random(7692);
        try (Nginx nginx = nginx(Nginx.UPGRADES)) {
            try (Inbox inbox = connect(nginx)) {
                inbox.session();
                assertThat(inbox.extensions()).startsWith("permessage-deflate");
                for (int size : new int[] {0, 1, 1000, 65_536, 1_500_000}) {
                    byte[] noise = new byte[size];
                    random.nextBytes(noise);
                    inbox.echo(noise);
                    inbox.echo("é".repeat(size / 2));
                }
                inbox.session().ping(UTF_8.encode("!"));
                inbox.expectSigns("pong !");
                inbox.session().close(3001, "bye");
                inbox.expectSigns("3001 (bye) by CLIENT");
                handler.expectEnds("3001 (bye) by CLIENT");
                inbox.awaitEnd();
            }
            try (Inbox inbox = connect(nginx)) {
                inbox.session().send(":close 4000 as you wish");
                inbox.expectSigns("4000 (as you wish) by SERVER");
                handler.expectEnds("4000 (as you wish) by SERVER");
                inbox.awaitEnd();
            }
        }
    }

    @Test
    void theServersShutdownArrives() throws Exception {
        try (Nginx nginx = nginx(Nginx.UPGRADES);
                Inbox inbox = connect(nginx)) {
            inbox.echo("open");
            CompletableFuture<Void> stopped =
                    server.shutdown(Duration.ofSeconds(20)).toCompletableFuture();
            inbox.expectSigns("1001 (server is stopping) by SERVER");
            handler.expectEnds("1001 (server is stopping) by SHUTDOWN");
            inbox.awaitEnd();
            stopped.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void bothSidesNoticeItsDeath() throws Exception {
        try (Nginx nginx = nginx(Nginx.UPGRADES);
                Inbox inbox = connect(nginx)) {
            inbox.echo("open");
            nginx.kill();
            inbox.expectSigns("1006 by NETWORK");
            handler.expectEnds("1006 by NETWORK");
        }
    }

    @Test
    void itsOwnPagesAreAdmittedWhenItPassesTheHostOn() throws Exception {
        try (Nginx nginx = nginx(Nginx.UPGRADES, Nginx.PASSES_HOST)) {
            try (Inbox inbox = connect(nginx, "http://localhost:" + nginx.port())) {
                inbox.echo("admitted");
            }
            assertThat(status(connect(nginx, "http://elsewhere.example"))).isEqualTo(403);
        }
    }

    @Test
    void withoutTheHostTheRefusalSaysWhatToDo() throws Exception {
        try (Nginx nginx = nginx(Nginx.UPGRADES)) {
            String origin = "http://localhost:" + nginx.port();
            assertThat(status(connect(nginx, origin))).isEqualTo(403);
            assertThat(refusals.poll(10, TimeUnit.SECONDS))
                    .startsWith("403 Origin " + origin + " is not allowed at Host 127.0.0.1:" + server.port())
                    .contains("ws.allowed-origins", "proxy_set_header Host $http_host");
        }
    }

    @Test
    void aPublicNameIsAdmittedOnceItIsNamed() throws Exception {
        String publicHost = "proxy_set_header Host app.example.com;";
        String origin = "http://app.example.com";
        try (Nginx nginx = nginx(Nginx.UPGRADES, publicHost)) {
            assertThat(status(connect(nginx, origin))).isEqualTo(403);
            assertThat(refusals.poll(10, TimeUnit.SECONDS)).contains("Host app.example.com", "ws.allowed-origins");
        }
        server.close();
        server = start(OriginPolicy.of(List.of(origin)));
        try (Nginx nginx = nginx(Nginx.UPGRADES, publicHost);
                Inbox inbox = connect(nginx, origin)) {
            inbox.echo("admitted");
        }
    }

    @Test
    void aProxyThatWasNotToldAboutUpgradesGetsToKnowWhatToChange() throws Exception {
        try (Nginx nginx = nginx("proxy_http_version 1.0;")) {
            assertThat(status(connect(nginx))).isEqualTo(505);
            assertThat(refusals.poll(10, TimeUnit.SECONDS)).startsWith("505 ").contains("proxy_http_version 1.1");
        }
        try (Nginx nginx = nginx("proxy_http_version 1.1;")) {
            assertThat(status(connect(nginx))).isEqualTo(426);
            assertThat(refusals.poll(10, TimeUnit.SECONDS))
                    .startsWith("426 ")
                    .contains("proxy_set_header Upgrade $http_upgrade", "proxy_set_header Connection upgrade");
        }
    }

    @Test
    void aServerThatIsAwayIsABadGateway() throws Exception {
        try (Nginx nginx = nginx(Nginx.UPGRADES)) {
            server.close();
            assertThat(status(connect(nginx))).isEqualTo(502);
        }
    }

    /** The status with which a connection is refused. */
    private static int status(Inbox inbox) throws Exception {
        try (inbox) {
            inbox.session();
            throw new AssertionError("not refused");
        } catch (ExecutionException e) {
            return ((WsConnectException) e.getCause()).status();
        }
    }
}
