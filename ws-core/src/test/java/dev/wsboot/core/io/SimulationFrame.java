package dev.wsboot.core.io;

/**
 * A message, a control frame or a fault as it stands on a wire, unmasked and inflated.
 *
 * @param start where its first byte is
 * @param end where its last byte is, and one more
 * @param own whether the side under test sent it, rather than the test
 * @param violation the close code that it deserves; 0 when nothing is wrong with it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared by equals
record SimulationFrame(int start, int end, int opcode, byte[] payload, boolean own, int violation) {

    boolean isMessage() {
        return violation == 0 && (opcode == Wire.TEXT || opcode == Wire.BINARY);
    }

    boolean is(int other) {
        return violation == 0 && opcode == other;
    }

    /** Whether this is one of the pings that keep a connection alive, or the answer to one. */
    boolean keepsAlive() {
        return violation == 0 && (opcode == Wire.PING || opcode == Wire.PONG) && payload.length == Long.BYTES;
    }

    /** The code of a Close frame; 1005 when it has none. */
    int code() {
        return new Wire.Frame(opcode, payload).code();
    }

    String reason() {
        return new Wire.Frame(opcode, payload).reason();
    }
}
