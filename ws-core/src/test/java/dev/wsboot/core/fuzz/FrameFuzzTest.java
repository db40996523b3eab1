package dev.wsboot.core.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.wsboot.core.protocol.Event;
import dev.wsboot.core.protocol.Inbound.Rules;
import dev.wsboot.core.protocol.NaiveInbound;
import dev.wsboot.core.protocol.Receiver;
import dev.wsboot.core.protocol.Role;
import java.util.List;

/**
 * RFC 6455 §5: any stream of bytes means the same to both roles as to a reader that sees all of it at once, in any chunks, and
 * nobody can make us keep more than twice what was sent.
 */
class FrameFuzzTest {

    /** So much may be announced, and only announced. */
    private static final int MAX_MESSAGE = 16 * 1024 * 1024;

    private static final int MAX_EMPTY = 2;

    /** Of a header, of a control frame, and what a message may get ahead of its bytes. */
    private static final int SLACK = 14 + 125 + 4096;

    @FuzzTest
    void anyStreamIsUnderstoodAsTheRfcSays(byte[] data) {
        Input input = Input.of(data);
        for (Role us : Role.values()) {
            Rules rules = new Rules(us, MAX_MESSAGE, MAX_EMPTY);
            NaiveInbound expected = NaiveInbound.of(rules, input.content());
            for (List<byte[]> chunks : input.everyWay()) {
                check(rules, chunks, expected);
            }
        }
    }

    private static void check(Rules rules, List<byte[]> chunks, NaiveInbound expected) {
        Receiver receiver = new Receiver(rules, null);
        int received = 0;
        for (byte[] chunk : chunks) {
            receiver.receive(chunk);
            received += chunk.length;
            long held = Held.by(receiver.inbound());
            if (held > 2L * received + SLACK) {
                fail("%s holds %d bytes after %d".formatted(rules, held, received));
            }
        }
        List<Event> heard = receiver.events();
        int messages = expected.events().size();
        assertThat(heard.stream().limit(messages)).isEqualTo(expected.events());
        if (expected.broken().isEmpty()) {
            assertThat(heard).hasSize(messages);
        } else {
            assertThat(heard).hasSize(messages + 1);
            assertThat(expected.broken()).map(Event.Violated::new).contains((Event.Violated) heard.get(messages));
        }
        boolean closed = messages > 0 && heard.get(messages - 1) instanceof Event.Closed;
        if (closed || !expected.broken().isEmpty()) {
            seeThatNothingFollows(receiver, rules.role());
        }
    }

    /** A ping that would be legal comes to nothing, and nothing is kept. */
    private static void seeThatNothingFollows(Receiver receiver, Role us) {
        int before = receiver.events().size();
        receiver.receive(
                us == Role.SERVER ? new byte[] {(byte) 0x89, (byte) 0x80, 0, 0, 0, 0} : new byte[] {(byte) 0x89, 0});
        assertThat(receiver.events()).hasSize(before);
        assertThat(Held.by(receiver.inbound())).isZero();
    }
}
