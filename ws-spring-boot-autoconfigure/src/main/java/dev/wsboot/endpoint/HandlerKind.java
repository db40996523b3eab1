package dev.wsboot.endpoint;

import dev.wsboot.OnClose;
import dev.wsboot.OnDrain;
import dev.wsboot.OnError;
import dev.wsboot.OnHandshake;
import dev.wsboot.OnMessage;
import dev.wsboot.OnOpen;
import dev.wsboot.OnPong;
import dev.wsboot.core.protocol.CloseStatus;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;

/** The events that a handler method can be for. */
enum HandlerKind {
    HANDSHAKE(OnHandshake.class, null, "the Handshake, " + HandlerKind.OF_HANDSHAKE),
    OPEN(OnOpen.class, null, HandlerKind.COMMON),
    MESSAGE(OnMessage.class, null, "the message, " + HandlerKind.COMMON),
    PONG(OnPong.class, null, "the payload as byte[] or ByteBuffer, " + HandlerKind.COMMON),
    DRAIN(OnDrain.class, null, HandlerKind.COMMON),
    ERROR(OnError.class, Throwable.class, "the error, " + HandlerKind.COMMON),
    CLOSE(OnClose.class, CloseStatus.class, "the CloseStatus, " + HandlerKind.COMMON);

    private static final String OF_HANDSHAKE = "@PathParam, @QueryParam, @HeaderParam and @CookieParam parameters,"
            + " and what a WsArgumentResolver bean knows";
    private static final String COMMON = "a WsSession, the Handshake, a Principal, @SessionAttribute, " + OF_HANDSHAKE;

    private final Class<? extends Annotation> annotation;
    private final @Nullable Class<?> subject;
    private final String parameters;

    HandlerKind(Class<? extends Annotation> annotation, @Nullable Class<?> subject, String parameters) {
        this.annotation = annotation;
        this.subject = subject;
        this.parameters = parameters;
    }

    Class<? extends Annotation> annotation() {
        return annotation;
    }

    /** Whether a method is for any of the events. */
    static boolean isHandler(Method method) {
        return Arrays.stream(values()).anyMatch(kind -> AnnotatedElementUtils.hasAnnotation(method, kind.annotation));
    }

    /** What the event is about; null where the method's parameter says it, or it is about nothing. */
    @Nullable
    Class<?> subject() {
        return subject;
    }

    /** What a method of this kind may take, in words. */
    String parameters() {
        return parameters;
    }

    /** The annotation as it is written. */
    @Override
    public String toString() {
        return "@" + annotation.getSimpleName();
    }
}
