package dev.wsboot.core.conformance;

import dev.wsboot.core.io.RawClient;
import dev.wsboot.core.protocol.Role;
import dev.wsboot.core.testing.InMemoryServer;
import dev.wsboot.core.testing.PipedSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server, to which the probe is a client. */
record ServerSubject(int port, Line line) implements Subject {

    /** How the server is reached. */
    interface Line {

        Socket connect() throws IOException;
    }

    /** A server on the loopback interface. */
    ServerSubject(int port) {
        this(port, () -> new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** A server that has no port. */
    static ServerSubject of(InMemoryServer server) {
        return new ServerSubject(80, () -> new PipedSocket(server.connect()));
    }

    @Override
    public Role role() {
        return Role.SERVER;
    }

    @Override
    public Link connect(List<Terms> terms) throws IOException {
        Socket socket = line.connect();
        FrameStream stream = new FrameStream(socket, Role.SERVER);
        socket.getOutputStream()
                .write(
                        terms.isEmpty()
                                ? RawClient.request(port, "/")
                                : RawClient.request(port, "/", "Sec-WebSocket-Extensions: " + Terms.offers(terms)));
        Head response = stream.head();
        String extensions = response.field("Sec-WebSocket-Extensions");
        String breach = fault(response, extensions, terms);
        boolean agreed = breach == null && !extensions.isEmpty();
        if (agreed) {
            stream.use(new ProbeDeflate(new Parameters(extensions), terms.get(0), Role.SERVER));
        }
        boolean declined = breach == null && !agreed && !terms.isEmpty();
        return new Link(socket, stream, declined, breach, () -> {});
    }

    private static @Nullable String fault(Head response, String extensions, List<Terms> terms) {
        if (!response.begins("HTTP/1.1 101 ") || !response.text().contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")) {
            return "RFC 6455 §4.2.2: " + response;
        }
        if (extensions.isEmpty()) {
            return null;
        }
        Parameters answer = new Parameters(extensions);
        return terms.isEmpty() || !answer.isDeflate()
                ? "RFC 6455 §9.1: an extension that was not offered: " + extensions
                : terms.get(0).faultOf(answer);
    }
}
