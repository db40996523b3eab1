package dev.wsboot.endpoint;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;

/** The asynchronous types that Spring knows, Reactor's and others', made into those of the JDK. */
final class ReactiveTypes {

    /**
     * What an asynchronous type is.
     *
     * @param isMany whether it has any number of items, else one at most
     * @param isNone whether it never has an item
     * @param publisher makes a publisher of a value of the type
     */
    record Kind(boolean isMany, boolean isNone, Function<Object, Flow.Publisher<Object>> publisher) {

        /** Makes a stage of a value of the type. */
        Function<Object, CompletionStage<?>> stage() {
            return value -> FirstItem.of(publisher.apply(value));
        }
    }

    private ReactiveTypes() {}

    /** What Spring knows of a class; null when it is no asynchronous type. */
    static @Nullable Kind kind(Class<?> type) {
        ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(type);
        return adapter == null
                ? null
                : new Kind(adapter.isMultiValue(), adapter.isNoValue(), ReactiveStreams.publisher(adapter));
    }

    /** The first item of a publisher, null when it has none; cancelling it cancels the subscription. */
    private static final class FirstItem extends CompletableFuture<Object> implements Flow.Subscriber<Object> {

        private volatile Flow.@Nullable Subscription subscription;

        static FirstItem of(Flow.Publisher<Object> publisher) {
            FirstItem first = new FirstItem();
            publisher.subscribe(first);
            return first;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            if (isDone()) {
                given.cancel();
            } else {
                given.request(1);
            }
        }

        @Override
        public void onNext(Object item) {
            complete(item);
        }

        @Override
        public void onError(Throwable error) {
            completeExceptionally(error);
        }

        @Override
        @SuppressWarnings("NullAway") // null stands for no value
        public void onComplete() {
            complete(null);
        }

        @Override
        public boolean cancel(boolean mayInterrupt) {
            boolean cancelled = super.cancel(mayInterrupt);
            Flow.Subscription current = subscription;
            if (cancelled && current != null) {
                current.cancel();
            }
            return cancelled;
        }
    }
}
