package dev.wsboot.core.conformance;

import dev.wsboot.core.protocol.Role;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The peer of a subject in one case: plays the script, and notes what comes back. */
final class Probe {

    /** How long a probe that has to end TCP looks whether the subject does. */
    private static final int GLANCE_MILLIS = 10;

    private final Link link;
    private final Role role;
    private final int answerMillis;
    private final int turnMillis;
    private final List<Message> answers = new ArrayList<>();
    private @Nullable Received end;
    private @Nullable String breach;
    private boolean late;
    private boolean cut;
    private boolean closeSent;
    private boolean tcpEnded;
    private boolean subjectBegan;
    private boolean hasty;
    private int code = Outcome.NO_CLOSE;
    private int exchanges;

    private Probe(Link link, Subject subject) {
        this.link = link;
        this.role = subject.role().other();
        this.answerMillis = subject.answerMillis();
        this.turnMillis = subject.turnMillis();
        this.breach = link.breach();
    }

    /** Runs a script against a subject. */
    static Outcome run(Subject subject, List<Terms> terms, Case.Script script) throws IOException {
        try (Link link = subject.connect(terms)) {
            Probe probe = new Probe(link, subject);
            if (link.breach() == null && !link.declined()) {
                probe.play(script);
            }
            return probe.outcome();
        }
    }

    private void play(Case.Script script) throws IOException {
        closeSent = script.expected().scriptCloses();
        for (Step step : script.steps()) {
            take(step);
        }
        finish(script.expected());
    }

    private void take(Step step) throws IOException {
        if (isOver() || cut) {
            return;
        }
        if (step instanceof Step.Sent sent) {
            send(sent.writes(role));
        } else if (step instanceof Step.AwaitAnswers await) {
            awaitAnswers(await.count());
        } else if (step instanceof Step.AwaitFailure) {
            read(turnMillis);
            late = !isOver();
        } else if (step instanceof Step.Exchange exchange) {
            exchange(exchange);
        }
    }

    private boolean isOver() {
        return end != null || code != Outcome.NO_CLOSE || breach != null;
    }

    /** Sends what can be sent: a subject that has failed the connection need not take the rest. */
    private void send(List<byte[]> writes) {
        try {
            for (byte[] write : writes) {
                link.socket().getOutputStream().write(write);
            }
        } catch (IOException e) {
            cut = true; // Nothing more is sent; what the subject said before that is still read, and its end judged.
        }
    }

    private void awaitAnswers(int count) throws IOException {
        while (answers.size() < count && !isOver() && read(answerMillis)) {
            // Each turn reads one event.
        }
    }

    private void exchange(Step.Exchange exchange) throws IOException {
        for (int i = 0; i < exchange.count(); i++) {
            byte[] payload = exchange.payload().apply(i);
            ProbeDeflate compressor = link.stream().deflate();
            byte[] sent = compressor == null ? payload : compressor.deflate(payload);
            List<Frame> frames = Frame.fragments(exchange.opcode(), sent, exchange.fragment(), compressor != null);
            send(Delivery.WHOLE.writes(
                    frames.stream().map(frame -> frame.encode(role)).toList()));
            awaitAnswers(1);
            if (!answers.equals(List.of(new Message(exchange.opcode(), ByteBuffer.wrap(payload))))) {
                return;
            }
            answers.clear();
            exchanges++;
        }
    }

    private void finish(Expected expected) throws IOException {
        if (expected.ending() == Expected.Ending.PROBE_CLOSES) {
            awaitAnswers(expected.answers());
            if (!isOver()) {
                close(1000);
            }
        }
        while (end == null && breach == null) {
            boolean closed = code != Outcome.NO_CLOSE;
            if (closed && role == Role.SERVER && !tcpEnded) {
                endTcp();
            } else if (!read(closed ? turnMillis : answerMillis)) {
                return;
            }
        }
    }

    /** After both Close frames it is for the server to end TCP, and the client waits for that (RFC 6455 §7.1.1). */
    private void endTcp() throws IOException {
        tcpEnded = true;
        read(GLANCE_MILLIS);
        hasty = end != null;
        if (!hasty) {
            link.socket().shutdownOutput();
        }
    }

    /** Reads one event; false when there was none. */
    private boolean read(int patienceMillis) throws IOException {
        Received received = link.stream().next(patienceMillis);
        if (received instanceof Received.Data data) {
            answers.add(data.message());
        } else if (received instanceof Received.Close close) {
            code = close.code();
            if (!closeSent) {
                subjectBegan = true;
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
        send(List.of(Frame.close(status).encode(role)));
    }

    private Outcome outcome() {
        return new Outcome(
                link.declined(),
                List.copyOf(answers),
                exchanges,
                late,
                subjectBegan,
                code,
                hasty,
                end == null ? new Received.Silence() : end,
                breach);
    }
}
