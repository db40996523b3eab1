package dev.wsboot.core.protocol;

import dev.wsboot.core.protocol.CloseStatus.Initiator;
import dev.wsboot.core.protocol.Inbound.Rules;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What RFC 6455 makes of a stream of bytes, worked out slowly from all of them at once.
 *
 * <p>A frame may break several rules; which of them is told is left open, so {@link #broken} holds them all.
 */
public final class NaiveInbound {

    private final Rules rules;
    private final byte[] wire;
    private final List<Event> events = new ArrayList<>();
    private final Set<Violation> broken = EnumSet.noneOf(Violation.class);
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private int at;
    private int kind = -1;
    private int empty;
    private boolean over;

    private NaiveInbound(Rules rules, byte[] wire) {
        this.rules = rules;
        this.wire = wire;
    }

    public static NaiveInbound of(Rules rules, byte[] wire) {
        NaiveInbound inbound = new NaiveInbound(rules, wire);
        while (!inbound.over) {
            inbound.frame();
        }
        return inbound;
    }

    /** All that is heard before the first broken rule. */
    public List<Event> events() {
        return events;
    }

    /** The rules that the frame breaks with which hearing ends; none when it does not end so. */
    public Set<Violation> broken() {
        return broken;
    }

    private void frame() {
        over = true; // unless this frame turns out to be whole and legal
        if (wire.length - at < 2) {
            return;
        }
        int first = wire[at] & 0xFF;
        int second = wire[at + 1] & 0xFF;
        int size = (second & 127) == 126 ? 2 : (second & 127) == 127 ? 8 : 0;
        int keyAt = at + 2 + size;
        int payloadAt = keyAt + (second >= 128 ? 4 : 0);
        if (payloadAt > wire.length) {
            return;
        }
        BigInteger length = size == 0
                ? BigInteger.valueOf(second & 127)
                : new BigInteger(1, Arrays.copyOfRange(wire, at + 2, at + 2 + size));
        header(first, second, length);
        if (!broken.isEmpty()) {
            return;
        }
        int there = length.min(BigInteger.valueOf(wire.length - payloadAt)).intValueExact();
        byte[] payload = Arrays.copyOfRange(wire, payloadAt, payloadAt + there);
        for (int i = 0; i < there && second >= 128; i++) {
            payload[i] ^= wire[keyAt + i % 4];
        }
        at = payloadAt + there;
        boolean whole = there == length.intValueExact();
        if ((first & 0x0F) >= 8) {
            if (whole) {
                control(first & 0x0F, payload);
            }
        } else {
            data(first, payload, whole);
        }
    }

    private void header(int first, int second, BigInteger length) {
        int form = second & 127;
        int opcode = first & 0x0F;
        boolean fin = first >= 128;
        breaks(form == 126 && length.intValueExact() < 126, Violation.LENGTH_NOT_MINIMAL);
        breaks(form == 127 && length.bitLength() <= 16, Violation.LENGTH_NOT_MINIMAL);
        breaks(length.bitLength() > 63, Violation.LENGTH_NEGATIVE);
        breaks((first & 0x70) != 0, Violation.RESERVED_BITS);
        breaks(!List.of(0, 1, 2, 8, 9, 10).contains(opcode), Violation.UNKNOWN_OPCODE);
        breaks(second < 128 && rules.role() == Role.SERVER, Violation.NOT_MASKED);
        breaks(second >= 128 && rules.role() == Role.CLIENT, Violation.MASKED);
        breaks(opcode >= 8 && !fin, Violation.CONTROL_FRAGMENTED);
        breaks(opcode >= 8 && length.compareTo(BigInteger.valueOf(125)) > 0, Violation.CONTROL_TOO_LONG);
        breaks(opcode == 0 && kind < 0, Violation.NOTHING_TO_CONTINUE);
        breaks((opcode == 1 || opcode == 2) && kind >= 0, Violation.MESSAGE_NOT_FINISHED);
        BigInteger total = length.add(BigInteger.valueOf(message.size()));
        breaks(
                opcode < 8 && total.compareTo(BigInteger.valueOf(rules.maxMessageSize())) > 0,
                Violation.MESSAGE_TOO_BIG);
    }

    private void breaks(boolean condition, Violation rule) {
        if (condition) {
            broken.add(rule);
        }
    }

    private void control(int opcode, byte[] payload) {
        switch (opcode) {
            case 9 -> events.add(new Event.Ping(Event.hex(payload)));
            case 10 -> events.add(new Event.Pong(Event.hex(payload)));
            default -> {
                close(payload);
                return;
            }
        }
        over = false;
    }

    private void close(byte[] payload) {
        Initiator peer = rules.role() == Role.SERVER ? Initiator.CLIENT : Initiator.SERVER;
        if (payload.length == 0) {
            events.add(Event.closed(1005, "", peer));
            return;
        }
        if (payload.length == 1) {
            broken.add(Violation.CLOSE_TOO_SHORT);
            return;
        }
        int code = ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
        boolean reserved = code == 1004 || code == 1005 || code == 1006 || code == 1015;
        breaks(reserved || code < 1000 || (code > 1015 && code < 3000) || code > 4999, Violation.CLOSE_CODE_INVALID);
        byte[] reason = Arrays.copyOfRange(payload, 2, payload.length);
        breaks(!NaiveUtf8.isValid(reason), Violation.CLOSE_REASON_NOT_UTF8);
        if (broken.isEmpty()) {
            events.add(Event.closed(code, new String(reason, StandardCharsets.UTF_8), peer));
        }
    }

    private void data(int first, byte[] payload, boolean whole) {
        boolean fin = first >= 128;
        if (kind < 0) {
            kind = first & 0x0F;
        }
        message.writeBytes(payload);
        byte[] bytes = message.toByteArray();
        if (kind == Opcode.TEXT) {
            boolean complete = whole && fin;
            breaks(
                    complete ? !NaiveUtf8.isValid(bytes) : NaiveUtf8.validPrefix(bytes) < bytes.length,
                    Violation.TEXT_NOT_UTF8);
        }
        if (whole && !fin) {
            empty = payload.length == 0 ? empty + 1 : 0;
            breaks(empty > rules.maxEmptyFragments(), Violation.TOO_MANY_EMPTY_FRAGMENTS);
        }
        over = !whole || !broken.isEmpty();
        if (over || !fin) {
            return;
        }
        events.add(kind == Opcode.TEXT ? Event.text(new String(bytes, StandardCharsets.UTF_8)) : Event.binary(bytes));
        message.reset();
        kind = -1;
        empty = 0;
    }
}
