package dev.wsboot.core.protocol;

import static org.assertj.core.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Events as they came, with copies of what was lent.
 *
 * <p>Holds {@link InboundEvents} to its contract: buffers are read-only and show nothing beyond their payload, and nothing
 * follows a Close or a violation.
 */
final class Recorder implements InboundEvents {

    private final List<Event> events = new ArrayList<>();
    private Consumer<Event> then = event -> {};

    /** What has been heard so far. */
    List<Event> events() {
        return events;
    }

    /** What to do within each event. */
    void then(Consumer<Event> action) {
        this.then = action;
    }

    @Override
    public void onText(String message) {
        add(new Event.Text(message));
    }

    @Override
    public void onBinary(ByteBuffer message) {
        add(new Event.Binary(lent(message)));
    }

    @Override
    public void onPing(ByteBuffer payload) {
        add(new Event.Ping(lent(payload)));
    }

    @Override
    public void onPong(ByteBuffer payload) {
        add(new Event.Pong(lent(payload)));
    }

    @Override
    public void onClose(CloseStatus status) {
        add(new Event.Closed(status));
    }

    @Override
    public void onViolation(Violation violation) {
        add(new Event.Violated(violation));
    }

    private static String lent(ByteBuffer buffer) {
        if (!buffer.isReadOnly() || buffer.capacity() != buffer.remaining()) {
            fail("a lent buffer is read-only and shows its payload alone: " + buffer);
        }
        return Event.hex(buffer);
    }

    private void add(Event event) {
        if (!events.isEmpty()) {
            Event last = events.get(events.size() - 1);
            if (last instanceof Event.Closed || last instanceof Event.Violated) {
                fail(event + " comes after " + last);
            }
        }
        events.add(event);
        then.accept(event);
    }
}
