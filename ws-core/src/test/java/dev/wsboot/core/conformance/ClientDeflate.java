package dev.wsboot.core.conformance;

import dev.wsboot.core.deflate.ReferenceInflater;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of permessage-deflate as its server agreed to it.
 *
 * <p>A client that promised a small window compresses without any matches, which keeps every window. Where the server
 * promised one, {@link #inflate} sees that it is kept.
 */
final class ClientDeflate implements AutoCloseable {

    private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};

    private static final String SERVER_NO_TAKEOVER = "server_no_context_takeover";
    private static final String SERVER_BITS = "server_max_window_bits";

    /** The reference is slow. */
    private static final int CHECKED_FOR_DISTANCE = 5;

    private final boolean serverTakeover;
    private final boolean clientTakeover;
    private final @Nullable ReferenceInflater narrow;
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private final Inflater inflater = new Inflater(true);
    private int inflated;
    private final byte[] chunk = new byte[64 * 1024];

    /** The client's side of a response without {@link #fault}. */
    ClientDeflate(String response, Offer wanted) {
        Map<String, String> agreed = params(response);
        this.serverTakeover = !agreed.containsKey(SERVER_NO_TAKEOVER);
        this.clientTakeover = !wanted.noContextTakeover() && !agreed.containsKey("client_no_context_takeover");
        int serverBits = bits(agreed, SERVER_BITS);
        this.narrow = serverBits < 15 ? new ReferenceInflater(1 << serverBits) : null;
        if (Math.min(bits(agreed, "client_max_window_bits"), wanted.largestWindow()) < 15) {
            deflater.setStrategy(Deflater.HUFFMAN_ONLY);
            // The JDK applies a strategy by a call that gives no output; that must not be the first one of a message.
            deflater.deflate(chunk, 0, chunk.length, Deflater.SYNC_FLUSH);
            deflater.reset();
        }
    }

    /** What is wrong with a response to an offer that can be met as it is; null when nothing is. */
    static @Nullable String fault(String response, Offer wanted) {
        Map<String, String> agreed = params(response);
        if (!response.split(";", -1)[0].trim().equals("permessage-deflate")) {
            return "RFC 6455 §9.1: an extension that was not offered: " + response;
        }
        if (agreed.size() != response.split(";", -1).length - 1) {
            return "RFC 7692 §7.1: a parameter twice: " + response;
        }
        if (wanted.noContextTakeover() && !agreed.containsKey(SERVER_NO_TAKEOVER)) {
            return "RFC 7692 §7.1.1.1: server_no_context_takeover is left out: " + response;
        }
        if (wanted.windowBits() > 0 && !agreed.containsKey(SERVER_BITS)) {
            return "RFC 7692 §7.1.2.1: server_max_window_bits is left out: " + response;
        }
        if (bits(agreed, SERVER_BITS) > wanted.largestWindow()) {
            return "RFC 7692 §7.1.2.1: a larger window than the client allowed: " + response;
        }
        return null;
    }

    private static Map<String, String> params(String response) {
        Map<String, String> params = new HashMap<>();
        String[] parts = response.split(";", -1);
        for (int i = 1; i < parts.length; i++) {
            String[] pair = parts[i].trim().split("=", 2);
            params.put(pair[0], pair.length == 2 ? pair[1] : "");
        }
        return params;
    }

    private static int bits(Map<String, String> agreed, String name) {
        return Integer.parseInt(agreed.getOrDefault(name, "15"));
    }

    /** The payload of a compressed message (RFC 7692 §7.2.1). */
    byte[] deflate(byte[] message) {
        if (!clientTakeover) {
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
        if (!serverTakeover) {
            reference.reset();
        }
        try {
            return reference.message(payload);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return null;
        }
    }

    private byte @Nullable [] inflateWide(byte[] payload) {
        if (!serverTakeover) {
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
