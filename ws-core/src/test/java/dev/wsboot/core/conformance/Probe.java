package dev.wsboot.core.conformance;

import dev.wsboot.core.io.RawClient;
import dev.wsboot.core.io.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The client of one case, on a blocking socket. */
final class Probe implements AutoCloseable {

    /** How long an answer may take. */
    private static final int PATIENCE_MILLIS = 10_000;

    /** How long a server may take to drop TCP after the closing handshake, or to notice a text that is hopeless. */
    private static final int SECOND_MILLIS = 1_000;

    private static final Pattern EXTENSIONS = Pattern.compile("(?im)^sec-websocket-extensions:[ \t]*(.*?)[ \t]*$");

    private final Socket socket;
    private final ServerStream server;
    private final List<Message> answers = new ArrayList<>();
    private @Nullable ClientDeflate deflate;
    private @Nullable Received end;
    private @Nullable String breach;
    private boolean declined;
    private boolean late;
    private boolean cut;
    private boolean closeSent;
    private boolean serverBegan;
    private int code = Outcome.NO_CLOSE;
    private int exchanges;

    private Probe(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        server = new ServerStream(socket);
    }

    /** Runs a script against the server at that port. */
    static Outcome run(int port, List<Offer> offers, Case.Script script) throws IOException {
        try (Probe probe = new Probe(port)) {
            probe.handshake(port, offers);
            if (probe.breach == null && !probe.declined) {
                probe.closeSent = script.expected().scriptCloses();
                for (Step step : script.steps()) {
                    probe.take(step);
                }
                probe.finish(script.expected());
            }
            return probe.outcome();
        }
    }

    private void handshake(int port, List<Offer> offers) throws IOException {
        String offer = offers.stream().map(Offer::toString).collect(Collectors.joining(", "));
        socket.getOutputStream()
                .write(
                        offers.isEmpty()
                                ? RawClient.request(port, "/")
                                : RawClient.request(port, "/", "Sec-WebSocket-Extensions: " + offer));
        String head = server.head();
        if (!head.startsWith("HTTP/1.1 101 ") || !head.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")) {
            breach = "RFC 6455 §4.2.2: " + head;
            return;
        }
        Matcher extensions = EXTENSIONS.matcher(head);
        boolean agreed = extensions.find();
        declined = !agreed && !offers.isEmpty();
        if (agreed && offers.isEmpty()) {
            breach = "RFC 6455 §9.1: an extension that was not offered";
        } else if (agreed) {
            agree(extensions.group(1), offers.get(0));
        }
    }

    private void agree(String response, Offer wanted) {
        breach = ClientDeflate.fault(response, wanted);
        if (breach == null) {
            ClientDeflate agreed = new ClientDeflate(response, wanted);
            deflate = agreed;
            server.use(agreed);
        }
    }

    private void take(Step step) throws IOException {
        if (isOver() || cut) {
            return;
        }
        if (step instanceof Step.Send send) {
            send(send.writes());
        } else if (step instanceof Step.AwaitAnswers await) {
            awaitAnswers(await.count());
        } else if (step instanceof Step.AwaitFailure) {
            read(SECOND_MILLIS);
            late = !isOver();
        } else if (step instanceof Step.Exchange exchange) {
            exchange(exchange);
        }
    }

    private boolean isOver() {
        return end != null || code != Outcome.NO_CLOSE || breach != null;
    }

    /** Sends what can be sent: a server that has failed the connection need not take the rest. */
    private void send(List<byte[]> writes) {
        try {
            for (byte[] write : writes) {
                socket.getOutputStream().write(write);
            }
        } catch (IOException e) {
            cut = true; // Nothing more is sent; what the server said before that is still read, and its end judged.
        }
    }

    private void awaitAnswers(int count) throws IOException {
        while (answers.size() < count && !isOver() && read(PATIENCE_MILLIS)) {
            // Each turn reads one event.
        }
    }

    private void exchange(Step.Exchange exchange) throws IOException {
        for (int i = 0; i < exchange.count(); i++) {
            byte[] payload = exchange.payload().apply(i);
            ClientDeflate compressor = deflate;
            byte[] sent = compressor == null ? payload : compressor.deflate(payload);
            send(List.of(Step.fragments(exchange.opcode(), sent, exchange.fragment(), compressor != null)));
            awaitAnswers(1);
            if (!answers.equals(List.of(new Message(exchange.opcode(), ByteBuffer.wrap(payload))))) {
                return;
            }
            answers.clear();
            exchanges++;
        }
    }

    private void finish(Expected expected) throws IOException {
        if (expected.ending() == Expected.Ending.CLIENT_CLOSES) {
            awaitAnswers(expected.answers());
            if (!isOver()) {
                close(1000);
            }
        }
        while (end == null && breach == null && read(code == Outcome.NO_CLOSE ? PATIENCE_MILLIS : SECOND_MILLIS)) {
            // Each turn reads one event.
        }
    }

    /** Reads one event; false when there was none. */
    private boolean read(int patienceMillis) throws IOException {
        Received received = server.next(patienceMillis);
        if (received instanceof Received.Data data) {
            answers.add(data.message());
        } else if (received instanceof Received.Close close) {
            code = close.code();
            if (!closeSent) {
                serverBegan = true;
                close(code == Outcome.WITHOUT_CODE ? 1000 : code);
            }
        } else if (received instanceof Received.Breach broken) {
            breach = broken.rule();
        } else if (received instanceof Received.End) {
            end = received;
        } else {
            return false;
        }
        return true;
    }

    private void close(int status) {
        closeSent = true;
        send(List.of(Wire.close(status, "")));
    }

    private Outcome outcome() {
        return new Outcome(
                declined,
                List.copyOf(answers),
                exchanges,
                late,
                serverBegan,
                code,
                end == null ? new Received.Silence() : end,
                breach);
    }

    @Override
    public void close() throws IOException {
        if (deflate != null) {
            deflate.close();
        }
        socket.close();
    }
}
