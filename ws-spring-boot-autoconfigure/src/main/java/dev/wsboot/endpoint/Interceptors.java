package dev.wsboot.endpoint;

import dev.wsboot.WsInterceptor;
import dev.wsboot.core.WsSession;
import java.util.List;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/** The interceptors of one endpoint around its messages, in their order. */
record Interceptors(List<WsInterceptor> all) {

    private static final Log LOG = LogFactory.getLog(WsInterceptor.class);

    /** How an interceptor is asked about a message: null drops it. */
    @FunctionalInterface
    interface Before {

        /** For text messages. */
        Before TEXT = (interceptor, session, message) -> interceptor.beforeText(session, (String) message);

        /** For binary messages. */
        Before BINARY = (interceptor, session, message) -> interceptor.beforeBinary(session, (byte[]) message);

        @Nullable
        Object ask(WsInterceptor interceptor, WsSession session, Object message) throws Exception;
    }

    /** What interceptors are around. */
    @FunctionalInterface
    interface Inner {
        void handle(Object message) throws Throwable;
    }

    Interceptors {
        all = List.copyOf(all);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** The step with these around it. */
    Step around(Step inner, Before before) {
        return (session, message) -> run(session, message, before, last -> inner.run(session, last));
    }

    void run(WsSession session, Object message, Before before, Inner inner) throws Throwable {
        Object[] seen = new Object[all.size()];
        int called = 0;
        Throwable failure = null;
        Object current = message;
        try {
            while (called < seen.length && current != null) {
                seen[called] = current;
                current = before.ask(all.get(called), session, current);
                called++;
            }
            if (current != null) {
                inner.handle(current);
            }
        } catch (Throwable e) {
            failure = e;
            throw e;
        } finally {
            for (int i = called - 1; i >= 0; i--) {
                after(all.get(i), session, seen[i], failure);
            }
        }
    }

    private static void after(
            WsInterceptor interceptor, WsSession session, Object message, @Nullable Throwable failure) {
        try {
            interceptor.afterMessage(session, message, failure);
        } catch (Throwable error) {
            failed(interceptor, error);
        }
    }

    /** What an interceptor throws when all is done concerns nobody else. */
    static void failed(WsInterceptor interceptor, Throwable error) {
        LOG.error(
                "The interceptor " + interceptor.getClass().getName() + " failed after what it was called for", error);
    }
}
