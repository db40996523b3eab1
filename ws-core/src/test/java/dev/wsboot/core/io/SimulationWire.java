package dev.wsboot.core.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

/** One direction of the network: what was sent, how far it has come, and how it ends. */
final class SimulationWire {

    /** What is done to a side's part of the opening handshake on its way. */
    interface Heads {

        /** The head that arrives in the place of this one. */
        String pass(String head);

        /** Whether nothing behind the head arrives. */
        boolean replaces();
    }

    private enum End {
        NONE,
        FIN,
        RESET
    }

    private final SimulationReader reader;
    private final Heads heads;
    private byte[] bytes = new byte[2048];
    private int end;
    private int arrived;
    private int read;
    private boolean headPassed;
    private boolean frames;
    private End ending = End.NONE;
    private boolean endArrived;
    private boolean swallows;
    private boolean endedByTest;

    SimulationWire(SimulationReader reader, Heads heads) {
        this.reader = reader;
        this.heads = heads;
    }

    SimulationReader reader() {
        return reader;
    }

    /** How many bytes its receiver has read. */
    int read() {
        return read;
    }

    // ---- the sender's end

    void send(ByteBuffer from, int count) {
        if (swallows) {
            from.position(from.position() + count);
            return;
        }
        reserve(count);
        from.get(bytes, end, count);
        end += count;
        if (!headPassed) {
            passHead();
        } else if (frames) {
            reader.read(bytes, end, true);
        }
    }

    private void reserve(int count) {
        if (end + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(end + count, 2 * bytes.length));
        }
    }

    private void passHead() {
        String sent = new String(bytes, 0, end, ISO_8859_1);
        int blank = sent.indexOf("\r\n\r\n");
        if (blank < 0) {
            return;
        }
        headPassed = true;
        String head = heads.pass(sent.substring(0, blank + 4));
        byte[] all = (heads.replaces() ? head : head + sent.substring(blank + 4)).getBytes(ISO_8859_1);
        end = 0;
        reserve(all.length);
        System.arraycopy(all, 0, bytes, 0, all.length);
        end = all.length;
        swallows = heads.replaces();
        frames = !heads.replaces() && (head.startsWith("GET") || head.startsWith("HTTP/1.1 101"));
        if (frames) {
            reader.begin(head.length());
            reader.read(bytes, end, true);
        }
    }

    /** Whether bytes of the test's can stand behind what was sent until now. */
    boolean takesFrames() {
        return frames && !swallows && ending == End.NONE && reader.isBetweenMessages(end);
    }

    /** Sends valid frames as though the side had done it. */
    void inject(byte[] valid) {
        append(valid);
        reader.read(bytes, end, false);
    }

    /** Sends bytes that deserve that close code. */
    void violate(byte[] wrong, int code) {
        append(wrong);
        reader.violation(end, code);
    }

    private void append(byte[] more) {
        reserve(more.length);
        System.arraycopy(more, 0, bytes, end, more.length);
        end += more.length;
    }

    /** Nothing more is sent. */
    void finish() {
        if (ending == End.NONE) {
            ending = End.FIN;
            swallows = true;
        }
    }

    /** Nothing more arrives, and the side that sends does not know it. */
    void endByTest() {
        endedByTest = true;
        finish();
    }

    boolean isEndedByTest() {
        return endedByTest;
    }

    /** Nothing more is sent, and some of what is on its way is lost. */
    void cut(SplittableRandom random) {
        if (!endArrived) {
            end = arrived + (arrived == end ? 0 : random.nextInt(end - arrived + 1));
        }
        finish();
    }

    /** The receiver's next read or write fails, and some of what it has not read is lost. */
    void reset(SplittableRandom random) {
        if (ending != End.RESET) {
            cut(random);
            ending = End.RESET;
            endArrived = false;
        }
    }

    /** Whether the receiver has yet to see all that was sent, or the end of it. */
    boolean isUnread() {
        return read < end || (ending == End.FIN && !endArrived);
    }

    /** Whether what is sent is lost. */
    boolean swallows() {
        return swallows;
    }

    // ---- on the way

    /** The bytes that have not arrived; the end of the stream counts as one. */
    int inFlight() {
        return bytesInFlight() + (ending != End.NONE && !endArrived ? 1 : 0);
    }

    int bytesInFlight() {
        return headPassed ? end - arrived : 0;
    }

    void arrive(int count) {
        int flying = bytesInFlight();
        arrived += Math.min(count, flying);
        if (count > flying && ending != End.NONE) {
            endArrived = true;
            if (ending == End.RESET) { // what was not read is thrown away
                end = read;
                arrived = read;
            }
        }
    }

    // ---- the receiver's end

    boolean isReadable() {
        return read < arrived || endArrived;
    }

    boolean isReset() {
        return ending == End.RESET && endArrived;
    }

    /** Reads what has arrived; -1 at the end. */
    int receive(ByteBuffer into) {
        int count = Math.min(arrived - read, into.remaining());
        into.put(bytes, read, count);
        read += count;
        return count == 0 && endArrived ? -1 : count;
    }
}
