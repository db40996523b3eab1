package dev.wsboot.endpoint;

import java.util.concurrent.Flow;
import java.util.function.Function;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;
import org.springframework.core.ReactiveAdapter;
import org.springframework.util.ClassUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Publishers of Reactive Streams as those of the JDK. Used only where that library is present. */
final class ReactiveStreams {

    private static final boolean REACTOR =
            ClassUtils.isPresent("reactor.core.publisher.Flux", ReactiveStreams.class.getClassLoader());

    private ReactiveStreams() {}

    /** Makes publishers of an adapter's type. */
    static Function<Object, Flow.Publisher<Object>> publisher(ReactiveAdapter adapter) {
        return value -> {
            Publisher<Object> publisher = adapter.toPublisher(value);
            return FlowAdapters.toFlowPublisher(REACTOR ? Reactor.capturing(publisher) : publisher);
        };
    }

    private static final class Reactor {

        /** The thread locals of the handler method are those of the operators, where Micrometer's context propagation is. */
        static Publisher<Object> capturing(Publisher<Object> publisher) {
            if (publisher instanceof Mono<Object> mono) {
                return mono.contextCapture();
            }
            return publisher instanceof Flux<Object> flux ? flux.contextCapture() : publisher;
        }
    }
}
