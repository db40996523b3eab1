package dev.wsboot.core.protocol;

import static org.assertj.core.api.Assertions.fail;

import dev.wsboot.core.protocol.Inbound.Rules;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An {@link Inbound} with somebody who listens, fed as an event loop would: each chunk comes in a buffer that is used for
 * something else afterwards, on the heap or off it, at odd positions.
 */
public final class Receiver {

    static final int MAX_MESSAGE = 1024 * 1024;
    static final int MAX_EMPTY = 8;

    /** One for all, as on an event loop. */
    private static final TextDecoder DECODER = new TextDecoder();

    private static final ByteBuffer[] BUFFERS = {ByteBuffer.allocate(64), ByteBuffer.allocateDirect(64)};

    private final Inbound inbound;
    private final Recorder recorder = new Recorder();
    private int chunks;

    Receiver(Rules rules) {
        this(rules, null);
    }

    public Receiver(Rules rules, @Nullable Decompressor decompressor) {
        this.inbound = new Inbound(rules, decompressor);
    }

    Receiver(Role role) {
        this(new Rules(role, MAX_MESSAGE, MAX_EMPTY));
    }

    public Inbound inbound() {
        return inbound;
    }

    Recorder recorder() {
        return recorder;
    }

    public List<Event> events() {
        return recorder.events();
    }

    /** Hands over a chunk, of which nothing may be left; then the buffer is overwritten. */
    public void receive(byte... chunk) {
        ByteBuffer in = buffer(chunk);
        receive(in);
        if (in.hasRemaining()) {
            fail(in.remaining() + " of " + chunk.length + " bytes were not taken");
        }
        for (int i = in.limit() - chunk.length; i < in.limit(); i++) {
            in.put(i, (byte) 0xEE);
        }
    }

    /** Hands over what is left in a buffer. */
    void receive(ByteBuffer in) {
        inbound.receive(in, DECODER, recorder);
    }

    /** A buffer as a transport may fill it, good until the next one is asked for. */
    ByteBuffer buffer(byte... chunk) {
        int before = chunks % 9;
        int memory = chunks++ % 2;
        int capacity = before + chunk.length + 3;
        if (BUFFERS[memory].capacity() < capacity) {
            BUFFERS[memory] = memory == 0 ? ByteBuffer.allocate(capacity) : ByteBuffer.allocateDirect(capacity);
        }
        ByteBuffer in = BUFFERS[memory].clear();
        return in.put(before, chunk).position(before).limit(before + chunk.length);
    }
}
