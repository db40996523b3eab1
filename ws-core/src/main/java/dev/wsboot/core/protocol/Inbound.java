package dev.wsboot.core.protocol;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The receiving half of a connection: bytes in, events out (RFC 6455 §5 to §8).
 *
 * <p>It never writes, never throws on what a peer sent, and gives the same events however the bytes are chopped. Between
 * messages it holds no buffer. Not thread-safe: it belongs to the connection's event loop. An event may call
 * {@link #suspend} or {@link #discardData}.
 */
public final class Inbound {

    /**
     * The rules that are the same for many connections.
     *
     * @param role which end we are
     * @param maxMessageSize the largest message in bytes
     * @param maxEmptyFragments how many fragments without data may follow each other
     */
    public record Rules(Role role, int maxMessageSize, int maxEmptyFragments) {}

    private static final int MAX_CONTROL = 125;

    /** RSV1 as the highest of the three reserved bits: set on the first frame of a compressed message (RFC 7692 §6). */
    private static final int COMPRESSED = 0b100;

    private final Rules rules;
    private final @Nullable Decompressor decompressor;
    private final FrameReader frame = new FrameReader();
    private @Nullable MessageAssembler message;
    private @Nullable ByteBuffer control;
    private boolean inFrame;
    private boolean fragmented;
    private boolean suspended;
    private boolean discarding;
    private boolean ended;

    /** The receiving half of a new connection without compression. */
    public Inbound(Rules rules) {
        this(rules, null);
    }

    /**
     * The receiving half of a new connection.
     *
     * @param decompressor what inflates compressed messages; null when no compression was agreed on
     */
    public Inbound(Rules rules, @Nullable Decompressor decompressor) {
        this.rules = rules;
        this.decompressor = decompressor;
    }

    /**
     * Takes bytes from the peer. All of them are taken, unless an event suspends the delivery: then the rest stays in the
     * buffer, to be handed in again after {@link #resume}.
     *
     * @param in what was received; payloads are unmasked where they are
     */
    public void receive(ByteBuffer in, TextDecoder decoder, InboundEvents events) {
        while (!suspended && !ended) {
            if (!inFrame && !beginFrame(in, events)) {
                return;
            }
            if (!readPayload(in, decoder, events)) {
                return;
            }
        }
        if (ended) {
            in.position(in.limit());
        }
    }

    /** Holds back what follows the event that is being delivered. */
    public void suspend() {
        suspended = true;
    }

    /** Allows deliveries again. */
    public void resume() {
        suspended = false;
    }

    /** Whether deliveries are held back. */
    public boolean isSuspended() {
        return suspended;
    }

    /** From now on reads over messages without keeping or delivering them: for a connection that has sent its Close. */
    public void discardData() {
        discarding = true;
        forgetMessage();
    }

    /** Frees what is held outside of the heap. Nothing may be received afterwards. */
    public void close() {
        ended = true;
        forgetMessage();
        if (decompressor != null) {
            decompressor.close();
        }
    }

    /** Reads a frame's header and checks it; false when there is not enough of it, or it is wrong. */
    private boolean beginFrame(ByteBuffer in, InboundEvents events) {
        if (!frame.readHeader(in)) {
            Violation violation = frame.violation();
            if (violation != null) {
                fail(violation, in, events);
            }
            return false;
        }
        Violation violation = check();
        if (violation != null) {
            fail(violation, in, events);
            return false;
        }
        inFrame = true;
        return true;
    }

    private @Nullable Violation check() {
        int opcode = frame.opcode();
        if (frame.reserved() != 0 && !beginsCompressed(opcode)) {
            return Violation.RESERVED_BITS;
        }
        if (!Opcode.isDefined(opcode)) {
            return Violation.UNKNOWN_OPCODE;
        }
        if (frame.masked() != (rules.role() == Role.SERVER)) {
            return rules.role() == Role.SERVER ? Violation.NOT_MASKED : Violation.MASKED;
        }
        return Opcode.isControl(opcode) ? checkControl() : checkData(opcode);
    }

    private boolean beginsCompressed(int opcode) {
        return frame.reserved() == COMPRESSED && decompressor != null && Opcode.beginsMessage(opcode);
    }

    private @Nullable Violation checkControl() {
        if (!frame.fin()) {
            return Violation.CONTROL_FRAGMENTED;
        }
        return frame.remaining() > MAX_CONTROL ? Violation.CONTROL_TOO_LONG : null;
    }

    private @Nullable Violation checkData(int opcode) {
        if (opcode == Opcode.CONTINUATION && !fragmented) {
            return Violation.NOTHING_TO_CONTINUE;
        }
        if (opcode != Opcode.CONTINUATION && fragmented) {
            return Violation.MESSAGE_NOT_FINISHED;
        }
        boolean sizeUnknown = message == null ? frame.reserved() == COMPRESSED : message.isCompressed();
        if (discarding || sizeUnknown) {
            return null;
        }
        int soFar = message == null ? 0 : message.size();
        return frame.remaining() > rules.maxMessageSize() - soFar ? Violation.MESSAGE_TOO_BIG : null;
    }

    /** Reads as much of the frame's payload as there is; false when more of it has to come, or it is wrong. */
    private boolean readPayload(ByteBuffer in, TextDecoder decoder, InboundEvents events) {
        if (Opcode.isControl(frame.opcode())) {
            return readControl(in, events);
        }
        if (discarding) {
            return skipData(in);
        }
        if (message == null && frame.fin() && frame.reserved() == 0 && in.remaining() >= frame.remaining()) {
            deliverWhole(in, decoder, events);
            return !ended;
        }
        return assemble(in, events);
    }

    /** The common case: a message in one frame that is here as a whole. */
    private void deliverWhole(ByteBuffer in, TextDecoder decoder, InboundEvents events) {
        int length = (int) frame.remaining();
        inFrame = false;
        if (frame.opcode() == Opcode.BINARY) {
            events.onBinary(take(in, length));
            return;
        }
        String text = decoder.decode(in, length, frame.key());
        if (text == null) {
            fail(Violation.TEXT_NOT_UTF8, in, events);
        } else {
            events.onText(text);
        }
    }

    /** Unmasks the next bytes where they are and lends them. */
    private ByteBuffer take(ByteBuffer in, int length) {
        int from = in.position();
        Masker.mask(in, from, from + length, frame.key());
        in.position(from + length);
        return in.slice(from, length).asReadOnlyBuffer();
    }

    private boolean assemble(ByteBuffer in, InboundEvents events) {
        MessageAssembler assembler = message;
        if (assembler == null) {
            assembler = message = new MessageAssembler(
                    frame.opcode() == Opcode.TEXT,
                    rules.maxMessageSize(),
                    frame.reserved() == COMPRESSED ? decompressor : null);
        }
        int length = (int) Math.min(frame.remaining(), in.remaining());
        if (length > 0) {
            Violation violation = assembler.append(in, length, frame.key(), expected(assembler));
            frame.consumed(length);
            if (violation != null) {
                fail(violation, in, events);
                return false;
            }
        }
        return frame.remaining() == 0 && endFragment(length == 0, assembler, in, events);
    }

    /**
     * How many bytes of the message may still come. Only the last frame tells; before it, an array made as large as the frame
     * at hand would have to be made anew for each fragment.
     */
    private long expected(MessageAssembler assembler) {
        return frame.fin() ? frame.remaining() : rules.maxMessageSize() - assembler.size();
    }

    private boolean endFragment(boolean empty, MessageAssembler assembler, ByteBuffer in, InboundEvents events) {
        inFrame = false;
        fragmented = !frame.fin();
        if (frame.fin()) {
            Violation violation = assembler.end();
            message = null;
            if (violation != null) {
                fail(violation, in, events);
                return false;
            }
            return deliver(assembler, in, events);
        }
        if (assembler.fragment(empty) > rules.maxEmptyFragments()) {
            fail(Violation.TOO_MANY_EMPTY_FRAGMENTS, in, events);
            return false;
        }
        return true;
    }

    private boolean deliver(MessageAssembler assembler, ByteBuffer in, InboundEvents events) {
        if (!assembler.isText()) {
            events.onBinary(assembler.binary());
            return true;
        }
        String text = assembler.text();
        if (text == null) {
            fail(Violation.TEXT_NOT_UTF8, in, events);
            return false;
        }
        events.onText(text);
        return true;
    }

    private boolean skipData(ByteBuffer in) {
        int length = (int) Math.min(frame.remaining(), in.remaining());
        in.position(in.position() + length);
        frame.consumed(length);
        if (frame.remaining() > 0) {
            return false;
        }
        inFrame = false;
        fragmented = !frame.fin();
        return true;
    }

    private boolean readControl(ByteBuffer in, InboundEvents events) {
        int length = (int) frame.remaining();
        if (control == null && in.remaining() >= length) {
            inFrame = false;
            deliverControl(take(in, length), in, events);
            return !ended;
        }
        ByteBuffer payload = control;
        if (payload == null) {
            payload = control = ByteBuffer.allocate(length);
        }
        int count = Math.min(payload.remaining(), in.remaining());
        Masker.copy(in, in.position(), payload.array(), payload.position(), count, frame.key());
        in.position(in.position() + count);
        payload.position(payload.position() + count);
        frame.consumed(count);
        if (payload.hasRemaining()) {
            return false;
        }
        control = null;
        inFrame = false;
        deliverControl(payload.flip().asReadOnlyBuffer(), in, events);
        return !ended;
    }

    private void deliverControl(ByteBuffer payload, ByteBuffer in, InboundEvents events) {
        switch (frame.opcode()) {
            case Opcode.PING -> events.onPing(payload);
            case Opcode.PONG -> events.onPong(payload);
            default -> deliverClose(payload, in, events);
        }
    }

    private void deliverClose(ByteBuffer payload, ByteBuffer in, InboundEvents events) {
        Violation violation = ClosePayload.check(payload);
        if (violation != null) {
            fail(violation, in, events);
            return;
        }
        end(in);
        events.onClose(ClosePayload.read(payload, rules.role().peer()));
    }

    private void fail(Violation violation, ByteBuffer in, InboundEvents events) {
        end(in);
        events.onViolation(violation);
    }

    private void end(ByteBuffer in) {
        ended = true;
        control = null;
        forgetMessage();
        in.position(in.limit());
    }

    private void forgetMessage() {
        MessageAssembler unfinished = message;
        message = null;
        if (unfinished != null) {
            unfinished.giveUp();
        }
    }
}
