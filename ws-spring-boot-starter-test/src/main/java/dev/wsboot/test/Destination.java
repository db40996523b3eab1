package dev.wsboot.test;

import dev.wsboot.core.testing.InMemoryServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;

/** Where a client connects to. */
interface Destination {

    /** The URI for a path; a whole URI stays as it is. */
    URI uri(String path);

    /** Makes the network connection. */
    Line connect(URI uri, Duration patience) throws IOException;

    /** A server on the network. */
    static Destination of(URI base) {
        return new Destination() {

            @Override
            public URI uri(String path) {
                return path.contains("://") ? URI.create(path) : URI.create(base + path);
            }

            @Override
            public Line connect(URI uri, Duration patience) throws IOException {
                int port = uri.getPort() < 0 ? 80 : uri.getPort();
                return SocketLine.connect(new InetSocketAddress(uri.getHost(), port), patience);
            }
        };
    }

    /** A server in memory. */
    static Destination of(InMemoryServer server) {
        return new Destination() {

            @Override
            public URI uri(String path) {
                if (path.contains("://")) {
                    throw new IllegalArgumentException(
                            "the server runs in memory, so connect with a path and not with " + path);
                }
                return URI.create("ws://localhost" + path);
            }

            @Override
            public Line connect(URI uri, Duration patience) throws IOException {
                return new Line.InMemory(server.connect());
            }
        };
    }
}
