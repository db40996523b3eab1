package dev.wsboot.endpoint;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.slf4j.helpers.NOPMDCAdapter;
import org.springframework.util.ClassUtils;

/** The session's identity in the lines that a handler method logs: the key {@value #KEY} of SLF4J's MDC, if SLF4J is there. */
final class LogContext {

    static final String KEY = "ws.session";

    private static final boolean PRESENT = ClassUtils.isPresent("org.slf4j.MDC", LogContext.class.getClassLoader());

    private LogContext() {}

    /** Whether anything logs with an MDC. */
    static boolean isAvailable() {
        return PRESENT && Slf4j.isAvailable();
    }

    /** Puts the identity there and returns what was there before. */
    static @Nullable String enter(String id) {
        return Slf4j.put(id);
    }

    /** Puts back what was there before. */
    static void leave(@Nullable String before) {
        Slf4j.restore(before);
    }

    private static final class Slf4j {

        static boolean isAvailable() {
            return !(MDC.getMDCAdapter() instanceof NOPMDCAdapter);
        }

        static @Nullable String put(String id) {
            String before = MDC.get(KEY);
            MDC.put(KEY, id);
            return before;
        }

        static void restore(@Nullable String before) {
            if (before == null) {
                MDC.remove(KEY);
            } else {
                MDC.put(KEY, before);
            }
        }
    }
}
