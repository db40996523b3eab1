package dev.wsboot.core.fuzz;

import dev.wsboot.core.protocol.Event;
import dev.wsboot.core.protocol.Violation;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** What zlib makes of compressed messages, each there as a whole (RFC 7692 §7.2.2). */
final class NaiveInflater implements AutoCloseable {

    /** The bytes 00 00 FF FF. */
    private static final int TAIL = 4;

    private final boolean takeover;
    private final int limit;
    private final Inflater zlib = new Inflater(true);

    NaiveInflater(boolean takeover, int limit) {
        this.takeover = takeover;
        this.limit = limit;
    }

    /** A message as it is heard if it is text, and if it is binary: the message, or the first thing that is wrong with it. */
    record Heard(Event text, Event binary) {}

    Heard message(byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        boolean faulty = payload.length > 0 && !inflate(payload, out);
        if (!takeover) {
            zlib.reset();
        }
        byte[] bytes = out.toByteArray();
        Event binary = Event.binary(bytes);
        Event text = new Event.Text(new String(bytes, StandardCharsets.UTF_8));
        if (bytes.length > limit) {
            text = binary = new Event.Violated(Violation.MESSAGE_TOO_BIG);
        } else if (faulty) {
            text = binary = new Event.Violated(Violation.DATA_NOT_DEFLATED);
        }
        // Text is validated as it comes, as far as it may come.
        byte[] within = Arrays.copyOf(bytes, Math.min(bytes.length, limit));
        boolean isText = isUtf8(within, text instanceof Event.Text);
        return new Heard(isText ? text : new Event.Violated(Violation.TEXT_NOT_UTF8), binary);
    }

    /** Up to one byte more than the limit; false when it comes to a fault. */
    private boolean inflate(byte[] payload, ByteArrayOutputStream out) {
        byte[] input = Arrays.copyOf(payload, payload.length + TAIL);
        input[payload.length + 2] = (byte) 0xFF;
        input[payload.length + 3] = (byte) 0xFF;
        byte[] some = new byte[64];
        zlib.setInput(input);
        while (out.size() <= limit) {
            long before = zlib.getBytesWritten();
            try {
                zlib.inflate(some, 0, Math.min(some.length, limit + 1 - out.size()));
            } catch (DataFormatException e) {
                out.write(some, 0, (int) (zlib.getBytesWritten() - before));
                return false;
            }
            int count = (int) (zlib.getBytesWritten() - before);
            out.write(some, 0, count);
            if (count == 0 && !(zlib.finished() && restart(input))) {
                return true;
            }
        }
        return true;
    }

    /** Goes on behind a final block, if something of the payload is left: it needs no tail. */
    private boolean restart(byte[] input) {
        int rest = zlib.getRemaining();
        zlib.reset();
        zlib.setInput(input, input.length - rest, rest);
        return rest != TAIL && rest != 0;
    }

    /** Whether it is text, or may become text if it is not whole. */
    private static boolean isUtf8(byte[] bytes, boolean whole) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        return !decoder.decode(ByteBuffer.wrap(bytes), CharBuffer.allocate(bytes.length), whole)
                .isError();
    }

    @Override
    public void close() {
        zlib.end();
    }
}
