package dev.wsboot.core.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wsboot.core.WsCompression;
import dev.wsboot.core.WsOptions;
import dev.wsboot.core.WsServer;
import dev.wsboot.core.WsServerEvents;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.protocol.CloseStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.concurrent.atomic.AtomicInteger;

/** An echo server as a process of its own, which says what messages that inflate too much have cost it. */
final class BombShelter {

    static final int LIMIT = 64 * 1024;

    private BombShelter() {}

    public static void main(String[] args) throws IOException {
        AtomicInteger cut = new AtomicInteger();
        WsServerEvents events = new WsServerEvents() {
            @Override
            public void sessionCut(WsSession session, CloseStatus status, String why) {
                if (status.code() == CloseStatus.MESSAGE_TOO_BIG_CODE) {
                    cut.incrementAndGet();
                } else {
                    say("sessionCut " + status + " " + why);
                }
            }

            @Override
            public void handlerFailed(String endpoint, WsSession session, Throwable error) {
                say("handlerFailed " + error);
            }
        };
        WsOptions options = WsOptions.builder()
                .maxMessageSize(LIMIT)
                .compression(new WsCompression(0, 1, true, true))
                .build();
        try (WsServer server =
                        TestServers.start(TestServers.builder().events(events).handler("/", new Echo(), options));
                BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            say("port " + server.port());
            while (commands.readLine() != null) {
                say("cut " + cut + " inflaters " + ((Engine) server).loops().inflaters() + " allocated "
                        + BombTest.allocatedByLoops());
            }
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
