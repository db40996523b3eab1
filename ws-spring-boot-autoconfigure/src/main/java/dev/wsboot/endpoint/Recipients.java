package dev.wsboot.endpoint;

import dev.wsboot.SendReport;
import dev.wsboot.WsRecipients;
import dev.wsboot.core.PreparedMessage;
import dev.wsboot.core.SendStatus;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.protocol.CloseStatus;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Sessions that are found anew at each sending.
 *
 * <p>The thread that sends writes to each session itself. One task for each event loop would share the work, but a message that
 * takes that way could be overtaken by what the same thread sends to one of the sessions next, and what became of it would not
 * be known.
 */
record Recipients(Supplier<Stream<Registered>> found) implements WsRecipients {

    @Override
    public WsRecipients except(String... ids) {
        Set<String> without = Set.of(ids);
        return new Recipients(() -> found.get().filter(each -> !without.contains(each.id())));
    }

    @Override
    public WsRecipients filter(Predicate<WsSession> condition) {
        return new Recipients(() -> found.get().filter(each -> condition.test(each.session())));
    }

    @Override
    public SendReport send(String text) {
        List<Registered> all = found.get().toList();
        PreparedMessage message = PreparedMessage.of(text);
        return sendTo(all, each -> message);
    }

    @Override
    public SendReport send(ByteBuffer binary) {
        List<Registered> all = found.get().toList();
        PreparedMessage message = PreparedMessage.of(binary);
        return sendTo(all, each -> message);
    }

    @Override
    public SendReport send(Object message) {
        if (message instanceof String text) {
            return send(text);
        } else if (message instanceof ByteBuffer binary) {
            return send(binary);
        } else if (message instanceof byte[] bytes) {
            return send(ByteBuffer.wrap(bytes));
        } else if (message instanceof PreparedMessage prepared) {
            return sendTo(found.get().toList(), each -> prepared);
        }
        List<Registered> all = found.get().toList();
        Map<Object, PreparedMessage> encoded = new HashMap<>();
        // All forms first: if one of them fails nobody has got anything.
        for (Registered each : all) {
            Outgoing outgoing = outgoing(each);
            encoded.computeIfAbsent(outgoing.form(), form -> outgoing.encode(message));
        }
        return sendTo(all, outgoing -> Objects.requireNonNull(encoded.get(outgoing.form())));
    }

    private static Outgoing outgoing(Registered recipient) {
        return recipient.endpoint().methods().outgoing();
    }

    private static SendReport sendTo(List<Registered> all, Function<Outgoing, PreparedMessage> messages) {
        Map<SendStatus, Integer> counts = new EnumMap<>(SendStatus.class);
        for (Registered each : all) {
            counts.merge(each.session().send(messages.apply(outgoing(each))), 1, Integer::sum);
        }
        return new SendReport(
                counts.getOrDefault(SendStatus.SENT, 0),
                counts.getOrDefault(SendStatus.QUEUED, 0),
                counts.getOrDefault(SendStatus.DROPPED, 0),
                counts.getOrDefault(SendStatus.CLOSED, 0));
    }

    @Override
    public int close(CloseStatus status) {
        status.requireSendable();
        List<Registered> all = found.get().toList();
        int count = 0;
        for (Registered each : all) {
            if (each.session().isOpen()) {
                each.session().close(status);
                count++;
            }
        }
        return count;
    }
}
