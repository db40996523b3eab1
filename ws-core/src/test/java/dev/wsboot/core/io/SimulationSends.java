package dev.wsboot.core.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wsboot.core.SendStatus;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** What the application of one side has sent, what it was told about that, and what of it is on the wire. */
final class SimulationSends {

    /** A message or a ping. */
    static final class Sent {

        private final int opcode;
        private final byte[] payload;
        private boolean rejected;
        private boolean onWire;
        private boolean waits;

        private Sent(int opcode, byte[] payload) {
            this.opcode = opcode;
            this.payload = payload;
        }

        int opcode() {
            return opcode;
        }

        ByteBuffer bytes() {
            return ByteBuffer.wrap(payload);
        }

        String text() {
            return new String(payload, UTF_8);
        }
    }

    /** Sends that keep their order among each other. */
    private static final class Line {

        private final List<Sent> sent = new ArrayList<>();
        private int next;

        /** The oldest that was accepted and is not on the wire; null when there is none. */
        Sent next() {
            while (next < sent.size() && (sent.get(next).rejected || sent.get(next).onWire)) {
                next++;
            }
            return next < sent.size() ? sent.get(next) : null;
        }
    }

    /** What the messages of the first line begin with. */
    private static final char FIRST = 'a';

    private static final int LINES = 10;

    private static final String[] WORDS = {"price ", "symbol ", "volume ", "true ", "é", "€uro ", "😀", "null "};

    private final String name;
    private final SimulationWire wire;
    private final SplittableRandom random;
    private final SimulationTrace trace;

    /** By how many calls of sends one is made in: when something is sent because something else has left. */
    private final List<Line> lines = new ArrayList<>();

    private int depth;
    private int nextFrame;

    SimulationSends(String name, SimulationWire wire, SplittableRandom random, SimulationTrace trace) {
        this.name = name;
        this.wire = wire;
        this.random = random;
        this.trace = trace;
        for (int i = 0; i < LINES; i++) {
            lines.add(new Line());
        }
    }

    /** A call that sends something begins: what is sent until its end may overtake that. */
    void enter() {
        depth++;
    }

    void leave() {
        depth--;
    }

    private Line line() {
        return lines.get(depth);
    }

    private String label() {
        return (char) (FIRST + depth) + "" + line().sent.size() + ":";
    }

    /** A message that is about to be sent. */
    Sent message() {
        boolean text = random.nextBoolean();
        int size = size();
        String label = label();
        byte[] payload;
        if (size < label.length() && (depth == 0 || size > 0)) {
            payload = label.substring(0, size).getBytes(UTF_8);
        } else if (text) {
            payload = text(label, size);
        } else {
            payload = new byte[Math.max(size, label.length())];
            random.nextBytes(payload);
            System.arraycopy(label.getBytes(UTF_8), 0, payload, 0, label.length());
        }
        return add(text ? Wire.TEXT : Wire.BINARY, payload);
    }

    /** A ping that is about to be sent, none that looks like one that keeps a connection alive. */
    Sent ping() {
        byte[] payload = (label() + "?".repeat(random.nextInt(100))).getBytes(UTF_8);
        return add(Wire.PING, payload.length == Long.BYTES ? Arrays.copyOf(payload, 7) : payload);
    }

    private int size() {
        int dice = random.nextInt(2000);
        int most = dice < 80 ? 4 : dice < 1600 ? 126 : dice < 1950 ? 600 : 3000;
        return dice == 0 ? 65_000 + random.nextInt(1000) : random.nextInt(most);
    }

    private byte[] text(String label, int size) {
        StringBuilder text = new StringBuilder(label);
        while (text.length() < size) {
            text.append(WORDS[random.nextInt(WORDS.length)]);
        }
        return text.toString().getBytes(UTF_8);
    }

    private Sent add(int opcode, byte[] payload) {
        Sent sent = new Sent(opcode, payload);
        line().sent.add(sent);
        return sent;
    }

    /** What a send returned. */
    void returned(Sent sent, SendStatus status) {
        sent.rejected = !status.isAccepted();
        trace.event(
                switch (status) {
                    case SENT -> SimulationEvent.SENT;
                    case QUEUED -> SimulationEvent.QUEUED;
                    case DROPPED -> SimulationEvent.DROPPED;
                    case CLOSED -> SimulationEvent.REFUSED_SEND;
                },
                name,
                sent.payload.length);
    }

    /** Somebody waits to be told about a send. */
    void waits(Sent sent) {
        sent.waits = true;
    }

    /** Who waits is told. */
    void told(Sent sent, SendStatus status) {
        if (!sent.waits) {
            trace.fault(name + " was told twice about a send");
        }
        sent.waits = false;
        match();
        if (status == SendStatus.SENT ? !sent.onWire && !wire.swallows() : sent.onWire) {
            trace.fault(name + " was told " + status + " about a message that is "
                    + (sent.onWire ? "on the wire" : "not on the wire"));
        }
        sent.rejected = !status.isAccepted();
        trace.event(
                switch (status) {
                    case SENT, QUEUED -> SimulationEvent.ASYNC_SENT;
                    case DROPPED -> SimulationEvent.ASYNC_DROPPED;
                    case CLOSED -> SimulationEvent.ASYNC_CLOSED;
                },
                name,
                sent.payload.length);
    }

    /** Finds what is new on the wire among what was accepted: each once, in order, as it was handed in. */
    void match() {
        List<SimulationFrame> frames = wire.reader().frames();
        for (; nextFrame < frames.size(); nextFrame++) {
            SimulationFrame frame = frames.get(nextFrame);
            boolean ping = frame.is(Wire.PING) && !frame.keepsAlive();
            if (frame.own() && (frame.isMessage() || ping)) {
                Sent next = line(frame).next();
                if (next == null || next.opcode != frame.opcode() || !Arrays.equals(next.payload, frame.payload())) {
                    trace.fault(name + " put on the wire what was not sent, or not then: " + shown(frame.payload())
                            + ", not " + (next == null ? "nothing" : shown(next.payload)));
                    return;
                }
                next.onWire = true;
            }
        }
    }

    private Line line(SimulationFrame frame) {
        byte[] payload = frame.payload();
        int line = payload.length > 0 ? payload[0] - FIRST : 0;
        return lines.get(line >= 0 && line < LINES ? line : 0);
    }

    private static String shown(byte[] payload) {
        return payload.length + " bytes " + new String(payload, 0, Math.min(payload.length, 10), UTF_8);
    }

    /** Whether all that was accepted is on the wire. */
    boolean isAllOnWire() {
        match();
        return lines.stream().allMatch(line -> line.next() == null);
    }

    /** How many wait to be told about a send. */
    long waiting() {
        return lines.stream()
                .flatMap(line -> line.sent.stream())
                .filter(each -> each.waits)
                .count();
    }
}
