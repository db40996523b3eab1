package dev.wsboot.core.malformed;

import dev.wsboot.core.protocol.Event;
import dev.wsboot.core.protocol.Inbound.Rules;
import java.util.List;

/**
 * A stream of frames with one fault.
 *
 * @param rules what the receiver allows
 * @param deflate whether compression was agreed on
 * @param wire the bytes
 * @param before what has to be heard before the fault
 * @param told the number of bytes with which the fault has to be told at the latest
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FrameInput(Rules rules, boolean deflate, byte[] wire, List<Event> before, int told) {

    @Override
    public String toString() {
        return "%s%s, told with byte %d of %d: %s"
                .formatted(rules, deflate ? " with deflate" : "", told, wire.length, Event.hex(wire));
    }
}
