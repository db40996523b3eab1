package dev.wsboot.core.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.wsboot.core.protocol.Role;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client that connects when it is told to; the probe is its server. */
record ClientSubject(Start start) implements Subject {

    private static final int PATIENCE_MILLIS = 10_000;

    /** Lets a client connect to that port of the loopback interface. */
    interface Start {

        /** What is returned waits for the end of the client. */
        Closeable connect(int port) throws IOException;
    }

    @Override
    public Role role() {
        return Role.CLIENT;
    }

    @Override
    public Link connect(List<Terms> terms) throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listener.setSoTimeout(PATIENCE_MILLIS);
            Closeable client = start.connect(listener.getLocalPort());
            Socket socket = listener.accept();
            return answer(socket, new FrameStream(socket, Role.CLIENT), terms, client);
        }
    }

    private static Link answer(Socket socket, FrameStream stream, List<Terms> terms, Closeable client)
            throws IOException {
        Head request = stream.head();
        String breach = fault(request);
        Terms agreed = breach == null ? agreed(offers(request), terms) : null;
        if (agreed != null) {
            stream.use(new ProbeDeflate(new Parameters(agreed.answer()), agreed, Role.CLIENT));
        }
        socket.getOutputStream()
                .write((breach == null ? switching(request, agreed) : "HTTP/1.1 400 Bad Request\r\n\r\n")
                        .getBytes(ISO_8859_1));
        boolean declined = breach == null && agreed == null && !terms.isEmpty();
        return new Link(socket, stream, declined, breach, client);
    }

    private static @Nullable String fault(Head request) {
        boolean complete = request.text().matches("(?s)GET /\\S* HTTP/1\\.1\r\n.*")
                && !request.field("Host").isEmpty()
                && request.field("Upgrade").equalsIgnoreCase("websocket")
                && request.field("Connection").equalsIgnoreCase("Upgrade")
                && request.field("Sec-WebSocket-Version").equals("13")
                && request.field("Sec-WebSocket-Key").matches("[A-Za-z0-9+/]{21}[AQgw]==");
        if (!complete) {
            return "RFC 6455 §4.1: " + request;
        }
        return offers(request).stream()
                .map(offer -> offer.fault(true))
                .filter(fault -> fault != null)
                .findFirst()
                .orElse(null);
    }

    private static List<Parameters> offers(Head request) {
        return List.of(request.field("Sec-WebSocket-Extensions").split(",", -1)).stream()
                .map(Parameters::new)
                .filter(Parameters::isDeflate)
                .toList();
    }

    /** The first terms that one of the client's offers allows; null when there are none. */
    private static @Nullable Terms agreed(List<Parameters> offers, List<Terms> terms) {
        return terms.stream()
                .filter(each -> offers.stream().anyMatch(each::meet))
                .findFirst()
                .orElse(null);
    }

    private static String switching(Head request, @Nullable Terms agreed) {
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + accept(request.field("Sec-WebSocket-Key")) + "\r\n"
                + (agreed == null ? "" : "Sec-WebSocket-Extensions: " + agreed.answer() + "\r\n") + "\r\n";
    }

    private static String accept(String key) {
        try {
            byte[] text = (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(ISO_8859_1);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
