package dev.wsboot.core.io;

import dev.wsboot.core.protocol.Role;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Reads what one side sends, with nothing of the code under test, and holds it to the rules for senders. */
final class SimulationReader {

    private static final int RSV1 = 0x40;
    private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};

    private final Role sender;
    private final int limit;
    private final Inflater inflater;
    private final SimulationTrace trace;
    private final List<SimulationFrame> frames = new ArrayList<>();
    private boolean compression;
    private boolean takeover;
    private int windowBits = 15;
    private int parsed;
    private int closeSent = -1;

    // The frame that has begun and is not whole.
    private long begunLength;
    private int begun;

    // The message of several frames that is under way.
    private ByteArrayOutputStream pieces;
    private int piecesOpcode;
    private int piecesStart;

    /**
     * A reader before the first frame.
     *
     * @param limit the largest message that the receiver takes
     * @param inflater a raw one, as new
     */
    SimulationReader(Role sender, int limit, Inflater inflater, SimulationTrace trace) {
        this.sender = sender;
        this.limit = limit;
        this.inflater = inflater;
        this.trace = trace;
    }

    /** What stands on the wire, in order. */
    List<SimulationFrame> frames() {
        return frames;
    }

    /** Frames begin there. */
    void begin(int offset) {
        parsed = offset;
    }

    /** Messages may be compressed. */
    void compressed(boolean keepsWindow, int bits) {
        compression = true;
        takeover = keepsWindow;
        windowBits = bits;
    }

    boolean compression() {
        return compression;
    }

    /** Where the side's own Close frame is in {@link #frames}; negative when it sent none. */
    int closeSent() {
        return closeSent;
    }

    /** Whether a frame or message of the test's can stand behind what ends there. */
    boolean isBetweenMessages(int end) {
        return parsed == end && pieces == null;
    }

    /** Whether a frame is on its way whose receiver need not wait for all of it to answer it with that code. */
    boolean isBeginningWrong(int code) {
        return switch (code) {
            case 1009 -> begunLength > limit || (begun & RSV1) != 0;
            case 1002 -> begun != 0 && pieces != null;
            default -> false;
        };
    }

    /** Bytes of the test's that deserve that close code. */
    void violation(int end, int code) {
        frames.add(new SimulationFrame(parsed, end, -1, new byte[0], false, code));
        parsed = end;
    }

    /** Reads the frames that are there as a whole. */
    void read(byte[] bytes, int end, boolean own) {
        ByteBuffer in = ByteBuffer.wrap(bytes, parsed, end - parsed);
        while (frame(in, own)) {
            parsed = in.position();
        }
        if (own && closeSent >= 0 && parsed < end) {
            trace.fault(sender + " sent something behind its Close");
        }
    }

    private boolean frame(ByteBuffer in, boolean own) {
        if (in.remaining() < 2) {
            return false;
        }
        int start = in.position();
        int first = in.get() & 0xFF;
        int second = in.get() & 0xFF;
        int extended = (second & 0x7F) < 126 ? 0 : (second & 0x7F) == 126 ? 2 : 8;
        if (in.remaining() < extended + (second >= 0x80 ? 4 : 0)) {
            return false;
        }
        long length = extended == 0 ? second & 0x7F : extended == 2 ? in.getShort() & 0xFFFF : in.getLong();
        int key = second >= 0x80 ? in.getInt() : 0;
        if (in.remaining() < length) {
            begunLength = length;
            begun = first;
            return false;
        }
        begunLength = 0;
        begun = 0;
        byte[] payload = new byte[(int) length];
        in.get(payload);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= (byte) (key >> (24 - i % 4 * 8));
        }
        if (own) {
            check(first, second, extended, length);
        }
        accept(start, in.position(), first, payload, own);
        return true;
    }

    /** RFC 6455 §5.1, §5.2, §5.5: what a side sends. */
    private void check(int first, int second, int extended, long length) {
        int opcode = first & 0x0F;
        boolean data = opcode == Wire.TEXT || opcode == Wire.BINARY;
        boolean control = opcode == Wire.CLOSE || opcode == Wire.PING || opcode == Wire.PONG;
        boolean masked = second >= 0x80;
        int reserved = first & 0x70;
        boolean shortest = extended == 0 || length > (extended == 2 ? 125 : 0xFFFF);
        if (closeSent >= 0) {
            trace.fault(sender + " sent a frame behind its Close");
        } else if ((first & Wire.FIN) == 0 || !(data || control) || masked != (sender == Role.CLIENT) || !shortest) {
            trace.fault(sender + " sent a frame that begins with " + Integer.toHexString(first << 8 | second));
        } else if (reserved != 0 && (reserved != RSV1 || !data || !compression)) {
            trace.fault(sender + " set the reserved bits " + Integer.toHexString(reserved));
        } else if (control && length > 125) {
            trace.fault(sender + " sent a control frame of " + length + " bytes");
        }
        if (extended > 0) {
            note(extended == 2 ? SimulationEvent.LONG_FRAME : SimulationEvent.HUGE_FRAME);
        }
        if (reserved != 0) {
            note(windowBits < 15 ? SimulationEvent.COMPRESSED_WITH_WINDOW : SimulationEvent.COMPRESSED_FRAME);
        }
    }

    private void note(SimulationEvent event) {
        trace.event(event, sender == Role.SERVER ? "server wire" : "client wire", parsed);
    }

    private void accept(int start, int end, int first, byte[] payload, boolean own) {
        int opcode = first & 0x0F;
        if (opcode >= Wire.CLOSE) {
            control(new SimulationFrame(start, end, opcode, payload, own, 0));
        } else if (opcode == Wire.CONTINUATION) {
            pieces.writeBytes(payload);
            if ((first & Wire.FIN) != 0) {
                byte[] whole = pieces.toByteArray();
                pieces = null;
                message(piecesStart, end, piecesOpcode, whole, own);
            }
        } else if ((first & Wire.FIN) == 0) {
            pieces = new ByteArrayOutputStream();
            pieces.writeBytes(payload);
            piecesOpcode = opcode;
            piecesStart = start;
        } else {
            if (pieces != null) {
                pieces = null;
                frames.add(new SimulationFrame(start, end, -1, new byte[0], own, 1002));
            }
            message(start, end, opcode, (first & RSV1) != 0 ? inflate(payload) : payload, own);
        }
    }

    private void control(SimulationFrame frame) {
        frames.add(frame);
        if (frame.own() && frame.is(Wire.CLOSE)) {
            closeSent = frames.size() - 1;
            note(SimulationEvent.CLOSE_FRAME);
        } else if (frame.own() && frame.keepsAlive() && frame.is(Wire.PING)) {
            note(SimulationEvent.KEEPALIVE_PING);
        } else if (frame.own() && frame.is(Wire.PONG)) {
            note(SimulationEvent.PONG);
        }
    }

    /** A message that is too large is on the wire twice: as what was sent, behind what the receiver makes of it. */
    private void message(int start, int end, int opcode, byte[] payload, boolean own) {
        if (payload.length > limit) {
            frames.add(new SimulationFrame(start, end, -1, new byte[0], own, 1009));
        }
        frames.add(new SimulationFrame(start, end, opcode, payload, own, 0));
    }

    private byte[] inflate(byte[] payload) {
        if (!takeover) {
            inflater.reset();
        }
        byte[] input = Arrays.copyOf(payload, payload.length + TAIL.length);
        System.arraycopy(TAIL, 0, input, payload.length, TAIL.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] some = new byte[4096];
        inflater.setInput(input);
        try {
            for (int count = inflater.inflate(some); count > 0; count = inflater.inflate(some)) {
                out.write(some, 0, count);
            }
        } catch (DataFormatException e) {
            trace.fault(sender + " sent what is no compressed data: " + e.getMessage());
        }
        if (inflater.getRemaining() > 0) {
            trace.fault(sender + " sent something behind the end of its compressed data");
        }
        return out.toByteArray();
    }
}
