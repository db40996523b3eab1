package dev.wsboot.benchmarks.load;

import dev.wsboot.core.protocol.Opcode;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads a server's frames, in whatever pieces they come, and compares each message with the one that is expected. */
final class Replies {

    private final int opcode;
    private final ByteBuffer expected;

    private final ByteBuffer header = ByteBuffer.allocate(10);
    private final ByteBuffer control = ByteBuffer.allocate(125);
    private int headerLength = 2;
    private boolean inPayload;
    private int frameOpcode;
    private boolean fin;
    private long left;

    /** How many bytes of the message came in the frames before, and in this one. */
    private int offset;

    private boolean fragmented;
    private boolean closed;
    private @Nullable ByteBuffer ping;

    Replies(Message message) {
        this.opcode = message.opcode();
        this.expected = message.payload().duplicate();
    }

    /**
     * Works off all bytes.
     *
     * @return how many messages they completed
     * @throws BadReply when they are not those of the expected message
     */
    int receive(ByteBuffer in) {
        int messages = 0;
        while (in.hasRemaining() || (inPayload && left == 0)) {
            if (!inPayload) {
                readHeader(in);
            } else if (frameOpcode >= Opcode.CLOSE) {
                readControl(in);
            } else if (readPayload(in)) {
                messages++;
            }
        }
        return messages;
    }

    /** Whether the server's Close frame came. */
    boolean isClosed() {
        return closed;
    }

    /** The payload of the last ping since this was asked, or null. */
    @Nullable
    ByteBuffer takePing() {
        ByteBuffer taken = ping;
        ping = null;
        return taken;
    }

    private void readHeader(ByteBuffer in) {
        header.put(in.get());
        if (header.position() == 2) {
            int length = header.get(1);
            if (length < 0) {
                throw new BadReply("the server masks its frames");
            }
            headerLength = length == 127 ? 10 : length == 126 ? 4 : 2;
        }
        if (header.position() == headerLength) {
            begin(header.get(0), length());
            header.clear();
            headerLength = 2;
        }
    }

    private long length() {
        return switch (headerLength) {
            case 10 -> header.getLong(2);
            case 4 -> Short.toUnsignedInt(header.getShort(2));
            default -> header.get(1);
        };
    }

    private void begin(int first, long length) {
        if ((first & 0x70) != 0) {
            throw new BadReply("the server sets reserved bits that nobody agreed on");
        }
        fin = first < 0;
        frameOpcode = first & 0x0F;
        left = length;
        inPayload = true;
        if (frameOpcode < Opcode.CLOSE) {
            if (frameOpcode != (fragmented ? Opcode.CONTINUATION : opcode)) {
                throw new BadReply("the server answers with opcode " + frameOpcode);
            }
            fragmented = !fin;
            if (offset + length > expected.capacity()) {
                throw new BadReply("the server answers with more than was sent");
            }
        } else if (length > control.capacity()) {
            throw new BadReply("the server sends a control frame of " + length + " bytes");
        }
    }

    private boolean readPayload(ByteBuffer in) {
        int count = (int) Math.min(left, in.remaining());
        int limit = in.limit();
        in.limit(in.position() + count);
        expected.limit(offset + count).position(offset);
        if (in.mismatch(expected) >= 0) {
            throw new BadReply("the server answers with other bytes than were sent");
        }
        in.position(in.limit()).limit(limit);
        offset += count;
        left -= count;
        if (left > 0) {
            return false;
        }
        inPayload = false;
        if (fin && offset < expected.capacity()) {
            throw new BadReply("the server answers with " + offset + " of " + expected.capacity() + " bytes");
        }
        offset = fin ? 0 : offset;
        return fin;
    }

    private void readControl(ByteBuffer in) {
        while (left > 0 && in.hasRemaining()) {
            control.put(in.get());
            left--;
        }
        if (left == 0) {
            inPayload = false;
            control.flip();
            if (frameOpcode == Opcode.PING) {
                ping = ByteBuffer.allocate(control.remaining()).put(control).flip();
            } else if (frameOpcode == Opcode.CLOSE) {
                closed = true;
            }
            control.clear();
        }
    }
}
