package dev.wsboot.endpoint;

import dev.wsboot.OnClose;
import dev.wsboot.OnError;
import dev.wsboot.OnMessage;
import dev.wsboot.OnOpen;
import dev.wsboot.core.http.Handshake;
import dev.wsboot.core.protocol.CloseStatus;
import java.lang.annotation.Annotation;
import org.jspecify.annotations.Nullable;

/** The events that a handler method can be for. */
enum HandlerKind {
    OPEN(OnOpen.class, Handshake.class, "a WsSession, the Handshake and @PathParam parameters"),
    MESSAGE(OnMessage.class, null, "the message, a WsSession and @PathParam parameters"),
    ERROR(OnError.class, Throwable.class, "the error, a WsSession and @PathParam parameters"),
    CLOSE(OnClose.class, CloseStatus.class, "a WsSession, the CloseStatus and @PathParam parameters");

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

    /** What the event is about; null where the method's parameter says it. */
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
