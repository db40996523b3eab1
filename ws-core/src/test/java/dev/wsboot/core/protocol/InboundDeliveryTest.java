package dev.wsboot.core.protocol;

import static dev.wsboot.core.protocol.Event.binary;
import static dev.wsboot.core.protocol.Event.closed;
import static dev.wsboot.core.protocol.Event.ping;
import static dev.wsboot.core.protocol.Event.pong;
import static dev.wsboot.core.protocol.Event.text;
import static dev.wsboot.core.protocol.Event.violated;
import static dev.wsboot.core.protocol.Frames.FIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsboot.core.protocol.CloseStatus.Initiator;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What an event may do to the delivery: hold it back, have data discarded, throw. */
class InboundDeliveryTest {

    private static final Random RANDOM = Seeds.random("InboundDeliveryTest");

    /** Every kind of frame; each but fragments ends in an event. */
    private static final Frames FRAMES = Frames.byClient()
            .text("one")
            .text("zwölf")
            .ping("1")
            .frame(Opcode.BINARY, (byte) 1)
            .pong("2")
            .frame(0, (byte) 2)
            .frame(FIN, (byte) 3)
            .text("")
            .ping("")
            .binary(new byte[300])
            .close(1000, "bye");

    private static final Event[] EVENTS = {
        text("one"),
        text("zwölf"),
        ping("1"),
        pong("2"),
        binary((byte) 1, (byte) 2, (byte) 3),
        text(""),
        ping(""),
        binary(new byte[300]),
        closed(1000, "bye", Initiator.CLIENT)
    };

    /** The frames that end in these events, as positions in the list of frames. */
    private static final int[] ENDS_WITH = {0, 1, 2, 4, 6, 7, 8, 9, 10};

    private static int endOf(int event) {
        return FRAMES.ends().get(ENDS_WITH[event]);
    }

    @Test
    void suspendingInAnEventLeavesTheRestInTheBuffer() {
        Receiver receiver = new Receiver(Role.SERVER);
        receiver.recorder().then(event -> receiver.inbound().suspend());
        ByteBuffer in = receiver.buffer(FRAMES.bytes());
        int start = in.position();
        for (int i = 0; i < EVENTS.length; i++) {
            receiver.receive(in);
            assertThat(receiver.events()).containsExactly(Arrays.copyOf(EVENTS, i + 1));
            assertThat(in.position() - start).as("taken with %s", EVENTS[i]).isEqualTo(endOf(i));
            assertThat(receiver.inbound().isSuspended()).isTrue();
            receiver.receive(in);
            assertThat(receiver.events()).as("nothing comes while suspended").hasSize(i + 1);
            assertThat(in.position() - start).isEqualTo(endOf(i));
            receiver.inbound().resume();
        }
    }

    @Test
    void suspendingAtAnyEventChangesNeitherOrderNorContentWhateverTheChunks() {
        for (List<byte[]> chunks : Chopper.everyWay(FRAMES.bytes(), RANDOM)) {
            Receiver receiver = new Receiver(Role.SERVER);
            receiver.recorder().then(event -> {
                if (RANDOM.nextBoolean()) {
                    receiver.inbound().suspend();
                }
            });
            for (byte[] chunk : chunks) {
                ByteBuffer in = receiver.buffer(chunk);
                receiver.receive(in);
                while (receiver.inbound().isSuspended()) {
                    receiver.inbound().resume();
                    receiver.receive(in);
                }
                assertThat(in.hasRemaining()).isFalse();
            }
            assertThat(receiver.events()).containsExactly(EVENTS);
        }
    }

    @Test
    void suspendedFromOutsideTakesNothing() {
        Receiver receiver = new Receiver(Role.SERVER);
        receiver.receive(Arrays.copyOf(FRAMES.bytes(), 3));
        receiver.inbound().suspend();
        ByteBuffer in = receiver.buffer(Arrays.copyOfRange(FRAMES.bytes(), 3, FRAMES.size()));
        int before = in.remaining();
        receiver.receive(in);
        assertThat(in.remaining()).isEqualTo(before);
        assertThat(receiver.events()).isEmpty();
        receiver.inbound().resume();
        receiver.receive(in);
        assertThat(receiver.events()).containsExactly(EVENTS);
    }

    @Test
    void resumingWithinTheEventGoesOn() {
        Receiver receiver = new Receiver(Role.SERVER);
        receiver.recorder().then(event -> {
            receiver.inbound().suspend();
            receiver.inbound().resume();
        });
        receiver.receive(FRAMES.bytes());
        assertThat(receiver.events()).containsExactly(EVENTS);
    }

    @Test
    void whenDataIsDiscardedInAnEventControlFramesStillCome() {
        for (int last = 0; last < EVENTS.length; last++) {
            List<Event> expected = new ArrayList<>();
            for (int i = 0; i < EVENTS.length; i++) {
                if (i <= last || !EVENTS[i].isMessage()) {
                    expected.add(EVENTS[i]);
                }
            }
            Event from = EVENTS[last];
            for (List<byte[]> chunks : Chopper.everyWay(FRAMES.bytes(), RANDOM)) {
                Receiver receiver = new Receiver(Role.SERVER);
                receiver.recorder().then(event -> {
                    if (event.equals(from)) {
                        receiver.inbound().discardData();
                    }
                });
                chunks.forEach(receiver::receive);
                assertThat(receiver.events()).as("from %s on", from).isEqualTo(expected);
            }
        }
    }

    @Test
    void dataMayBeDiscardedFromAnyByteOn() {
        byte[] bytes = FRAMES.bytes();
        for (int split = 0; split <= bytes.length; split++) {
            List<Event> expected = new ArrayList<>();
            for (int i = 0; i < EVENTS.length; i++) {
                if (endOf(i) <= split || !EVENTS[i].isMessage()) {
                    expected.add(EVENTS[i]);
                }
            }
            Receiver receiver = new Receiver(Role.SERVER);
            receiver.receive(Arrays.copyOf(bytes, split));
            receiver.inbound().discardData();
            Chopper.randomly(Arrays.copyOfRange(bytes, split, bytes.length), RANDOM)
                    .forEach(receiver::receive);
            assertThat(receiver.events()).as("from byte %d on", split).isEqualTo(expected);
        }
    }

    @Test
    void discardedDataIsNotHeldToTheLimitsOfMessages() {
        Receiver receiver = new Receiver(new Inbound.Rules(Role.SERVER, 10, 1));
        receiver.inbound().discardData();
        receiver.receive(Frames.byClient()
                .binary(new byte[70_000])
                .frame(FIN | Opcode.TEXT, (byte) 0xFF)
                .frame(Opcode.TEXT)
                .frame(0)
                .frame(0)
                .frame(0, new byte[100])
                .frame(FIN)
                .ping("alive")
                .close(1000, "")
                .bytes());
        assertThat(receiver.events()).containsExactly(ping("alive"), closed(1000, "", Initiator.CLIENT));
    }

    @Test
    void discardedDataMayComeInAFrameOfAnyLength() {
        Receiver receiver = new Receiver(new Inbound.Rules(Role.SERVER, 10, 1));
        receiver.inbound().discardData();
        receiver.receive(Frames.byClient()
                .header(FIN | Opcode.BINARY, 64, Long.MAX_VALUE)
                .bytes());
        for (int i = 0; i < 100; i++) {
            receiver.receive(new byte[1000]);
        }
        assertThat(receiver.events()).isEmpty();
    }

    @Test
    void framesMustStillBeLegalWhenDataIsDiscarded() {
        Receiver receiver = new Receiver(Role.SERVER);
        receiver.inbound().discardData();
        receiver.receive(Frames.byClient().frame(Opcode.TEXT, "a").text("b").bytes());
        assertThat(receiver.events()).containsExactly(violated(Violation.MESSAGE_NOT_FINISHED));
    }

    @Test
    void anEventThatThrowsCostsNothingButItself() {
        for (List<byte[]> chunks : Chopper.everyWay(FRAMES.bytes(), RANDOM)) {
            Receiver receiver = new Receiver(Role.SERVER);
            receiver.recorder().then(event -> {
                throw new IllegalStateException("thrown by the handler");
            });
            for (byte[] chunk : chunks) {
                ByteBuffer in = receiver.buffer(chunk);
                int heard;
                do {
                    heard = receiver.events().size();
                    receiveWhatThrows(receiver, in);
                } while (receiver.events().size() > heard);
                assertThat(in.hasRemaining()).isFalse();
            }
            assertThat(receiver.events()).containsExactly(EVENTS);
        }
    }

    private static void receiveWhatThrows(Receiver receiver, ByteBuffer in) {
        int heard = receiver.events().size();
        try {
            receiver.receive(in);
            assertThat(receiver.events()).hasSize(heard);
        } catch (IllegalStateException thrown) {
            assertThat(receiver.events()).hasSize(heard + 1);
        }
    }

    @Test
    void nothingIsHeardTwiceWhenViolationsThrow() {
        Receiver receiver = new Receiver(Role.SERVER);
        receiver.recorder().then(event -> {
            throw new IllegalStateException("thrown by the handler");
        });
        ByteBuffer in =
                receiver.buffer(Frames.byClient().frame(FIN | 3).text("after").bytes());
        assertThatThrownBy(() -> receiver.receive(in)).isInstanceOf(IllegalStateException.class);
        assertThat(in.hasRemaining()).isFalse();
        receiver.receive(Frames.byClient().text("more").bytes());
        assertThat(receiver.events()).containsExactly(violated(Violation.UNKNOWN_OPCODE));
    }

    @Test
    void anEmptyBufferChangesNothing() {
        Receiver receiver = new Receiver(Role.SERVER);
        for (byte b : FRAMES.bytes()) {
            receiver.receive();
            receiver.receive(b);
        }
        receiver.receive();
        assertThat(receiver.events()).containsExactly(EVENTS);
    }
}
