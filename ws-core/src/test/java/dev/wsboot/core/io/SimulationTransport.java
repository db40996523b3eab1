package dev.wsboot.core.io;

import dev.wsboot.core.protocol.ConnectionState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;

/** One end of the network: reads from one wire, writes to the other, as a TCP socket does. */
final class SimulationTransport implements Transport {

    private static final InetSocketAddress HERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 80);

    private final SimulationSide side;
    private final String name;
    private final SimulationWire in;
    private final SimulationWire out;
    private final SimulationHistory history;
    private final SimulationTrace trace;
    private long room = Long.MAX_VALUE;
    private boolean reading = true;
    private boolean writing;
    private boolean shortOnce;
    private boolean outputShut;
    private boolean closed;
    private long lastRead;
    private long lastTaken;

    /**
     * The end of a side's.
     *
     * @param side looks at its connection whenever that asks for something
     */
    SimulationTransport(SimulationSide side, SimulationHistory history) {
        this.side = side;
        this.name = side.name;
        this.in = side.in;
        this.out = side.out;
        this.history = history;
        this.trace = history.trace();
    }

    // ---- what the network does

    /** What a selector would say now. */
    int readyOperations() {
        if (closed) {
            return 0;
        }
        boolean readable = reading && in.isReadable();
        boolean writable = writing && (room > 0 || in.isReset());
        return (readable ? SelectionKey.OP_READ : 0) | (writable ? SelectionKey.OP_WRITE : 0);
    }

    boolean isFull() {
        return room == 0;
    }

    boolean isLimited() {
        return room != Long.MAX_VALUE;
    }

    /** How many bytes the kernel takes from now on. */
    void room(long bytes) {
        room = bytes;
    }

    void moreRoom(long bytes) {
        room += bytes;
    }

    /** Whether the kernel ever took less than it was given. */
    boolean wasShort() {
        return shortOnce;
    }

    boolean isClosed() {
        return closed;
    }

    /** When something was read last. */
    long lastRead() {
        return lastRead;
    }

    /** When the kernel took something last, or took less than it was given for the first time. */
    long lastTaken() {
        return lastTaken;
    }

    // ---- what the connection asks

    @Override
    public int read(ByteBuffer into) throws IOException {
        side.see();
        if (closed) {
            throw new ClosedChannelException();
        }
        if (in.isReset()) {
            trace.event(SimulationEvent.FAILED_READ, name, in.read());
            throw new IOException("reset by hand");
        }
        int count = in.receive(into);
        if (count > 0) {
            lastRead = history.now();
            if (outputShut) {
                trace.event(SimulationEvent.LINGERED, name, count);
            }
        } else if (count < 0) {
            trace.event(SimulationEvent.END_OF_INPUT, name, in.read());
        }
        return count;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        side.see();
        if (closed) {
            throw new ClosedChannelException();
        }
        if (in.isReset()) {
            trace.event(SimulationEvent.FAILED_WRITE, name, from.remaining());
            throw new IOException("reset by hand");
        }
        if (outputShut) {
            trace.fault(name + " writes behind the end of its output");
        }
        int count = (int) Math.min(room, from.remaining());
        if (count < from.remaining()) {
            shortOnce = true;
            trace.event(SimulationEvent.SHORT_WRITE, name, count);
        }
        if (count > 0 || !writing) {
            lastTaken = history.now();
        }
        room -= isLimited() ? count : 0;
        out.send(from, count);
        return count;
    }

    @Override
    public void interest(boolean read, boolean write) {
        side.see();
        if (closed) {
            trace.fault(name + " is interested in a transport that is closed");
        }
        reading = read;
        writing = write;
    }

    @Override
    public void shutdownOutput() {
        side.see();
        outputShut = true;
        out.finish();
    }

    @Override
    public void close() {
        side.see();
        if (closed) {
            return;
        }
        closed = true;
        if (in.isUnread()) { // the kernel answers what nobody reads with a reset
            trace.event(SimulationEvent.CLOSED_OVER_UNREAD, name, in.read());
            out.reset(history.random());
        } else {
            out.finish();
        }
    }

    @Override
    public void reset() {
        side.see();
        trace.event(SimulationEvent.RESET, name, in.read());
        if (side.states().last() == ConnectionState.CLOSING) {
            trace.event(SimulationEvent.GIVEN_UP_WHILE_CLOSING, name, 0);
        }
        closed = true;
        out.reset(history.random());
    }

    /** The kernel answers what still comes with a reset; false when nothing does. */
    boolean answerLateBytes() {
        boolean late = closed && in.bytesInFlight() > 0;
        if (late) {
            in.arrive(in.bytesInFlight());
            out.reset(history.random());
        }
        return late;
    }

    @Override
    public InetSocketAddress localAddress() {
        return HERE;
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return HERE;
    }
}
