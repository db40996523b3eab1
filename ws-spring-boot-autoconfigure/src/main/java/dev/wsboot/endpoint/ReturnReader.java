package dev.wsboot.endpoint;

import dev.wsboot.core.SendStatus;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

/** Reads the return type of a handler method, and finds how what it returns answers the client. */
final class ReturnReader {

    private final Class<?> type;
    private final Method method;
    private final Payloads payloads;
    private final Problems problems;
    private boolean isAsynchronous;

    ReturnReader(Class<?> type, Method method, Payloads payloads, Problems problems) {
        this.type = type;
        this.method = method;
        this.payloads = payloads;
        this.problems = problems;
    }

    /** Whether the method's result comes after its return. */
    boolean isAsynchronous() {
        return isAsynchronous;
    }

    /** The way to answer; null, and reported, when there is none. */
    @Nullable
    Reply read() {
        ResolvableType returned = ResolvableType.forMethodReturnType(method, type);
        Class<?> raw = returned.resolve(Object.class);
        int before = problems.count();
        Reply reply = wrapped(returned, raw);
        return reply != null || problems.count() > before ? reply : plain(returned);
    }

    /** For types that have the answer in them; null for others. */
    private @Nullable Reply wrapped(ResolvableType returned, Class<?> raw) {
        if (CompletionStage.class.isAssignableFrom(raw)) {
            Reply element = element(returned.as(CompletionStage.class));
            return element == null ? null : new StageReply(element, value -> (CompletionStage<?>) value);
        }
        if (Flow.Publisher.class.isAssignableFrom(raw)) {
            Reply element = element(returned.as(Flow.Publisher.class));
            return element == null ? null : new StreamReply(element, ReturnReader::publisher);
        }
        if (raw == Optional.class) {
            Reply element = plain(returned.getGeneric(0));
            return element == null
                    ? null
                    : (session, value) -> ((Optional<?>) value)
                            .map(present -> element.send(session, present))
                            .orElse(SendStatus.SENT);
        }
        ReactiveTypes.Kind kind = ReactiveTypes.kind(raw);
        if (kind == null) {
            return null;
        }
        isAsynchronous = true;
        Reply element = kind.isNone() ? Reply.NONE : element(returned);
        if (element == null) {
            return null;
        }
        return kind.isMany() ? new StreamReply(element, kind.publisher()) : new StageReply(element, kind.stage());
    }

    @SuppressWarnings("unchecked") // a publisher of anything is one of objects to who only receives
    private static Flow.Publisher<Object> publisher(Object value) {
        return (Flow.Publisher<Object>) value;
    }

    private @Nullable Reply element(ResolvableType wrapper) {
        isAsynchronous = true;
        return plain(wrapper.getGeneric(0));
    }

    /** For types that are the answer. */
    private @Nullable Reply plain(ResolvableType returned) {
        Class<?> raw = returned.resolve(Object.class);
        String instead = UnsupportedTypes.insteadOfReturn(raw);
        if (instead == null && isWrapper(raw)) {
            instead = "A " + raw.getSimpleName() + " cannot be in another type: return it, or what is in it.";
        }
        if (instead != null) {
            problems.add(type, method, "the return type " + raw.getSimpleName() + " is not supported", instead);
            return null;
        }
        Type resolved = returned.hasUnresolvableGenerics() || returned.equals(ResolvableType.NONE)
                ? raw
                : GenericTypes.resolved(returned.getType(), type);
        Payloads.Lack lack = payloads.lackOfAnswer(resolved, raw);
        if (lack != null) {
            problems.add(type, method, "the answer is " + lack.why(), lack.action());
            return null;
        }
        return payloads.reply(resolved, raw);
    }

    private static boolean isWrapper(Class<?> raw) {
        return raw == Optional.class
                || CompletionStage.class.isAssignableFrom(raw)
                || Flow.Publisher.class.isAssignableFrom(raw)
                || ReactiveTypes.kind(raw) != null;
    }
}
