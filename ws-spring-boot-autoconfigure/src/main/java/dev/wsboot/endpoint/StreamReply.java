package dev.wsboot.endpoint;

import dev.wsboot.core.SendStatus;
import java.util.concurrent.Flow;
import java.util.function.Function;

/**
 * Answers with each item of a publisher.
 *
 * @param element answers with one item
 * @param conversion makes a publisher of what the method returned
 * @param level the first of the endpoint's lists of error methods that is asked when the publisher fails
 */
record StreamReply(Reply element, Function<Object, Flow.Publisher<Object>> conversion, int level) implements Reply {

    StreamReply(Reply element, Function<Object, Flow.Publisher<Object>> conversion) {
        this(element, conversion, 0);
    }

    @Override
    public Reply ofErrorMethod(int next) {
        return new StreamReply(element, conversion, next);
    }

    @Override
    public SendStatus send(EndpointSession session, Object value) {
        OutboundStream.subscribe(conversion.apply(value), session, element, level);
        return SendStatus.SENT;
    }
}
