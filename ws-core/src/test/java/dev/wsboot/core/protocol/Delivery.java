package dev.wsboot.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.protocol.Inbound.Rules;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** A stream of bytes on its way to one end of a connection, which must hear the same however the stream is chopped. */
final class Delivery {

    private static final Random RANDOM = Seeds.random("Delivery");

    private final Rules rules;
    private final byte[] bytes;

    private Delivery(Rules rules, byte[] bytes) {
        this.rules = rules;
        this.bytes = bytes;
    }

    static Delivery to(Role us, Frames frames) {
        return new Delivery(new Rules(us, Receiver.MAX_MESSAGE, Receiver.MAX_EMPTY), frames.bytes());
    }

    static Delivery toServer(Frames frames) {
        return to(Role.SERVER, frames);
    }

    static Delivery toClient(Frames frames) {
        return to(Role.CLIENT, frames);
    }

    Delivery withMaxMessageSize(int size) {
        return new Delivery(new Rules(rules.role(), size, rules.maxEmptyFragments()), bytes);
    }

    Delivery withMaxEmptyFragments(int count) {
        return new Delivery(new Rules(rules.role(), rules.maxMessageSize(), count), bytes);
    }

    /** Sees that exactly these events come, whatever the chunks. */
    void gives(Event... expected) {
        for (List<byte[]> chunks : Chopper.everyWay(bytes, RANDOM)) {
            Receiver receiver = new Receiver(rules);
            chunks.forEach(receiver::receive);
            assertThat(receiver.events())
                    .as(() -> "in chunks of " + sizes(chunks))
                    .containsExactly(expected);
        }
    }

    /** Sees that the last of these events comes with exactly that byte, counted from 1, and not before. */
    void givesWithByte(int number, Event... expected) {
        gives(expected);
        Receiver receiver = new Receiver(rules);
        for (int i = 0; i < number - 1; i++) {
            receiver.receive(bytes[i]);
        }
        assertThat(receiver.events()).as("before byte %d", number).hasSize(expected.length - 1);
        receiver.receive(bytes[number - 1]);
        assertThat(receiver.events()).as("with byte %d", number).containsExactly(expected);
    }

    private static String sizes(List<byte[]> chunks) {
        return chunks.stream().map(chunk -> "" + chunk.length).limit(40).collect(Collectors.joining(" "));
    }
}
