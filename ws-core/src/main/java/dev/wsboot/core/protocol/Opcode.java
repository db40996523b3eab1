package dev.wsboot.core.protocol;

/** The opcodes of frames (RFC 6455 §5.2). Plain numbers, since they are read and written by the million. */
public final class Opcode {

    /** A further fragment of the message that is under way. */
    public static final int CONTINUATION = 0x0;
    /** The first frame of a text message. */
    public static final int TEXT = 0x1;
    /** The first frame of a binary message. */
    public static final int BINARY = 0x2;
    /** The closing handshake (RFC 6455 §5.5.1). */
    public static final int CLOSE = 0x8;
    /** A question whether the peer lives (RFC 6455 §5.5.2). */
    public static final int PING = 0x9;
    /** The answer to a ping (RFC 6455 §5.5.3). */
    public static final int PONG = 0xA;

    /** RSV1 as it stands beside the opcode in a frame's first byte: on the first frame of a compressed message (RFC 7692 §6). */
    public static final int COMPRESSED = 0x40;

    private Opcode() {}

    /** Whether frames with this opcode are control frames: the top bit of the four. */
    public static boolean isControl(int opcode) {
        return (opcode & 0b1000) != 0;
    }

    /** Whether a frame with this opcode begins a message. */
    public static boolean beginsMessage(int opcode) {
        return opcode == TEXT || opcode == BINARY;
    }

    /** Whether RFC 6455 gives this opcode a meaning. */
    public static boolean isDefined(int opcode) {
        return (opcode >= CONTINUATION && opcode <= BINARY) || (opcode >= CLOSE && opcode <= PONG);
    }
}
