package dev.wsboot.endpoint;

import dev.wsboot.core.SendStatus;
import java.util.concurrent.Flow;
import java.util.function.Function;

/**
 * Answers with each item of a publisher.
 *
 * @param element answers with one item
 * @param conversion makes a publisher of what the method returned
 */
record StreamReply(Reply element, Function<Object, Flow.Publisher<Object>> conversion) implements Reply {

    @Override
    public SendStatus send(EndpointSession session, Object value) {
        OutboundStream.subscribe(conversion.apply(value), session, element);
        return SendStatus.SENT;
    }
}
