package dev.wsboot.core.peers;

import dev.wsboot.core.WsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** An nginx in front of a server, at a port of its own. */
final class Nginx implements AutoCloseable {

    /** What it has to be told to pass a WebSocket's opening handshake on. */
    static final String UPGRADES = """
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection upgrade;
            """;

    /** As a page of the same host needs it. */
    static final String PASSES_HOST = "proxy_set_header Host $http_host;";

    @SuppressWarnings("InlineFormatString") // a file of its own
    private static final String CONFIGURATION = """
            daemon off;
            master_process off;
            pid nginx.pid;
            error_log stderr notice;
            events {}
            http {
                access_log off;
                client_body_temp_path temp;
                proxy_temp_path temp;
                fastcgi_temp_path temp;
                uwsgi_temp_path temp;
                scgi_temp_path temp;
                server {
                    listen 127.0.0.1:%d;
                    location / {
                        proxy_pass http://127.0.0.1:%d;
                        %s
                    }
                }
            }
            """;

    private final PeerProcess process;
    private final int port;

    private Nginx(PeerProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts nginx, which listens when this returns.
     *
     * @param directory for its files
     * @param directives of its location, beside the server's address
     */
    static Nginx inFrontOf(WsServer server, Path directory, String... directives) throws IOException {
        Peer.NGINX.require();
        while (true) {
            int port = freePort();
            Path file = directory.resolve("nginx.conf");
            Files.writeString(file, CONFIGURATION.formatted(port, server.port(), String.join("\n", directives)));
            PeerProcess process = Peer.NGINX.start("-p", directory.toString(), "-c", file.toString());
            String line = process.await("event method", "Address already in use");
            if (line.contains("event method")) {
                return new Nginx(process, port);
            }
            process.close(); // another process was faster to take the port
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    String uri(String path) {
        return "ws://localhost:" + port + path;
    }

    void kill() {
        process.close();
    }

    @Override
    public void close() {
        kill();
    }
}
