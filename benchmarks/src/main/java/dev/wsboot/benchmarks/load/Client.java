package dev.wsboot.benchmarks.load;

import dev.wsboot.core.protocol.Opcode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** One connection of the load generator. Belongs to its loop's thread. */
final class Client {

    /** A normal closure, 1000. */
    private static final ByteBuffer CLOSE =
            Message.frame(Opcode.CLOSE, ByteBuffer.allocate(2).putShort(0, (short) 1000));

    /** Its number within its loop. */
    final int index;

    /** How many replies came. Counted by the traffic. */
    long replies;

    private final ClientLoop loop;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final Message message;
    private final ByteBuffer frames;
    private final Replies received;
    private @Nullable Opening opening = new Opening();

    /** Frames that are still to be sent, the one that was begun among them. */
    private long owed;

    /** How many bytes of the first of them are sent. */
    private int offset;

    /** What goes out at the next boundary between frames. */
    private final ArrayDeque<ByteBuffer> between = new ArrayDeque<>(1);

    private boolean closing;

    Client(ClientLoop loop, int index, Selector selector, InetSocketAddress server, ByteBuffer request, Message message)
            throws IOException {
        this.loop = loop;
        this.index = index;
        this.message = message;
        this.frames = message.frames().duplicate();
        this.received = new Replies(message);
        between.add(request.duplicate());
        channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        boolean connected = channel.connect(server);
        key = channel.register(selector, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
        if (connected) {
            flush();
        }
    }

    boolean isOpen() {
        return opening == null && !closing;
    }

    /** Sends the message this many times. */
    void send(int count) throws IOException {
        boolean waits = owed > 0;
        owed += count;
        if (!waits) {
            flush();
        }
    }

    /** Sends a Close frame behind the message that was begun, and waits for the server to end the connection. */
    void close() throws IOException {
        if (!closing) {
            closing = true;
            owed = offset > 0 ? 1 : 0;
            between.add(CLOSE.duplicate());
            flush();
        }
    }

    /** Ends it at once. */
    void drop() throws IOException {
        channel.close();
    }

    void ready(ByteBuffer buffer) throws IOException {
        if (key.isConnectable() && channel.finishConnect()) {
            flush();
        }
        if (key.isValid() && key.isWritable()) {
            flush();
        }
        if (key.isValid() && key.isReadable()) {
            receive(buffer);
        }
    }

    private void receive(ByteBuffer buffer) throws IOException {
        buffer.clear();
        if (read(buffer) < 0) {
            if (!closing) {
                throw new BadReply("the server ended a connection");
            }
            drop();
            loop.closed(this);
            return;
        }
        buffer.flip();
        if (opening != null && opening.receive(buffer)) {
            opening = null;
            loop.opened(this);
        }
        int messages = opening == null ? received.receive(buffer) : 0;
        if (received.isClosed() && !closing) {
            throw new BadReply("the server closed a session");
        }
        ByteBuffer ping = received.takePing();
        if (ping != null) {
            between.add(Message.frame(Opcode.PONG, ping));
            flush();
        }
        if (messages > 0 && !closing) {
            loop.replied(this, messages);
        }
    }

    private int read(ByteBuffer buffer) throws IOException {
        try {
            return channel.read(buffer);
        } catch (IOException e) {
            if (closing) { // some servers end with a reset
                return -1;
            }
            throw e;
        }
    }

    private void flush() throws IOException {
        boolean all = true;
        while (all && (owed > 0 || !between.isEmpty())) {
            all = offset == 0 && !between.isEmpty() ? writeBetween() : writeFrames();
        }
        int interest = all ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE;
        if (key.isValid() && key.interestOps() != interest) {
            key.interestOps(interest);
        }
    }

    private boolean writeBetween() throws IOException {
        ByteBuffer first = between.element();
        channel.write(first);
        if (first.hasRemaining()) {
            return false;
        }
        between.remove();
        return true;
    }

    private boolean writeFrames() throws IOException {
        int length = message.frameLength();
        // A control frame waits for the end of the one that was begun.
        long wanted = between.isEmpty() ? owed * length : length;
        frames.limit((int) Math.min(wanted, frames.capacity())).position(offset);
        channel.write(frames);
        boolean all = !frames.hasRemaining();
        owed -= frames.position() / length;
        offset = frames.position() % length;
        return all;
    }
}
