package dev.wsboot.core.conformance;

import dev.wsboot.core.deflate.ReferenceInflater;
import dev.wsboot.core.protocol.Role;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * The probe's side of permessage-deflate, as it was agreed on.
 *
 * <p>A probe that promised a small window compresses without any matches, which keeps every window. Where the subject
 * promised one, {@link #inflate} sees that it is kept.
 */
final class ProbeDeflate implements AutoCloseable {

    private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};

    /** The reference is slow. */
    private static final int CHECKED_FOR_DISTANCE = 5;

    private final boolean subjectTakeover;
    private final boolean probeTakeover;
    private final @Nullable ReferenceInflater narrow;
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private final Inflater inflater = new Inflater(true);
    private int inflated;
    private final byte[] chunk = new byte[64 * 1024];

    /**
     * The probe's side.
     *
     * @param agreed the server's answer, which is without fault
     * @param wanted what the probe asked for
     */
    ProbeDeflate(Parameters agreed, Terms wanted, Role subject) {
        Role probe = subject.other();
        Terms.Side promised = wanted.side(probe);
        this.subjectTakeover = !agreed.has(Parameters.noTakeover(subject));
        this.probeTakeover = !promised.noContextTakeover() && !agreed.has(Parameters.noTakeover(probe));
        int theirBits = agreed.bits(subject);
        this.narrow = theirBits < Parameters.MAX_BITS ? new ReferenceInflater(1 << theirBits) : null;
        if (Math.min(agreed.bits(probe), promised.largestWindow()) < Parameters.MAX_BITS) {
            deflater.setStrategy(Deflater.HUFFMAN_ONLY);
            // The JDK applies a strategy by a call that gives no output; that must not be the first one of a message.
            deflater.deflate(chunk, 0, chunk.length, Deflater.SYNC_FLUSH);
            deflater.reset();
        }
    }

    /** The payload of a compressed message (RFC 7692 §7.2.1). */
    byte[] deflate(byte[] message) {
        if (!probeTakeover) {
            deflater.reset();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(message.length / 2 + 64);
        deflater.setInput(message);
        int count;
        do {
            count = deflater.deflate(chunk, 0, chunk.length, Deflater.SYNC_FLUSH);
            out.write(chunk, 0, count);
        } while (count == chunk.length);
        byte[] flushed = out.toByteArray();
        return Arrays.copyOf(flushed, flushed.length - TAIL.length);
    }

    /**
     * The message in a compressed payload (RFC 7692 §7.2.2), or null when it is corrupt. Where a small window was agreed on,
     * the first few messages are also read by an inflater that refuses matches from farther away.
     */
    byte @Nullable [] inflate(byte[] payload) {
        byte[] message = inflateWide(payload);
        ReferenceInflater reference = narrow;
        if (reference == null || inflated++ >= CHECKED_FOR_DISTANCE) {
            return message;
        }
        return Arrays.equals(message, inflateNarrow(reference, payload)) ? message : null;
    }

    private byte @Nullable [] inflateNarrow(ReferenceInflater reference, byte[] payload) {
        if (!subjectTakeover) {
            reference.reset();
        }
        try {
            return reference.message(payload);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return null;
        }
    }

    private byte @Nullable [] inflateWide(byte[] payload) {
        if (!subjectTakeover) {
            inflater.reset();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(payload.length * 3);
        try {
            drain(payload, out);
            drain(TAIL, out);
            return out.toByteArray();
        } catch (DataFormatException e) {
            return null;
        }
    }

    private void drain(byte[] input, ByteArrayOutputStream out) throws DataFormatException {
        inflater.setInput(input);
        int count;
        while ((count = inflater.inflate(chunk)) > 0) {
            out.write(chunk, 0, count);
        }
    }

    @Override
    public void close() {
        deflater.end();
        inflater.end();
    }
}
