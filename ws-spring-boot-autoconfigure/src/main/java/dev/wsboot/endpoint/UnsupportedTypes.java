package dev.wsboot.endpoint;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Types that a developer may well write into the signature of a handler method, and that mean nothing there. */
final class UnsupportedTypes {

    private static final String STREAMED = "A message is handed over whole: take a byte[], a ByteBuffer or a String.";
    private static final String EAGER =
            "Return a CompletableFuture, or the value itself: a handler method may block, for it does not run on the event"
                    + " loop.";
    private static final String SENDING =
            "Return one value, a List as one message, or a Flow.Publisher whose items are a message each.";

    /** By name, because most of these libraries are absent as a rule. The first that fits counts. */
    private static final Map<String, String> PARAMETERS = new LinkedHashMap<>();

    private static final Map<String, String> RETURNS = new LinkedHashMap<>();

    static {
        PARAMETERS.put("java.io.InputStream", STREAMED);
        PARAMETERS.put("java.io.Reader", STREAMED);
        PARAMETERS.put("java.util.Optional", "Take the value itself.");
        PARAMETERS.put("java.util.concurrent.CompletionStage", "Take the value itself.");
        PARAMETERS.put("java.util.concurrent.Flow$Publisher", STREAMED);
        PARAMETERS.put("org.reactivestreams.Publisher", STREAMED);
        PARAMETERS.put("java.lang.Throwable", "Errors go to a method with @OnError.");
        PARAMETERS.put("dev.wsboot.core.protocol.CloseStatus", "The close status goes to the method with @OnClose.");
        PARAMETERS.put("jakarta.websocket.Session", "Take a dev.wsboot.core.WsSession.");
        PARAMETERS.put(
                "jakarta.websocket.CloseReason", "Take a dev.wsboot.core.protocol.CloseStatus in the @OnClose method.");
        PARAMETERS.put("org.springframework.web.socket.WebSocketSession", "Take a dev.wsboot.core.WsSession.");
        PARAMETERS.put("org.springframework.web.socket.WebSocketMessage", "Take a String, a byte[] or the JSON type.");
        PARAMETERS.put("org.springframework.messaging.Message", "Take a String, a byte[] or the JSON type.");

        RETURNS.put(
                "dev.wsboot.core.http.HandshakeDecision", "A method with @OnHandshake decides about the handshake.");
        RETURNS.put("dev.wsboot.core.SendStatus", "Return what is to be sent, or void.");
        RETURNS.put("java.util.concurrent.Future", EAGER);
        RETURNS.put(
                "org.reactivestreams.Publisher",
                "Return a Flow.Publisher, or add the dependency io.projectreactor:reactor-core.");
        RETURNS.put("java.util.stream.BaseStream", SENDING);
        RETURNS.put("java.util.Iterator", SENDING);
        RETURNS.put("java.io.InputStream", "Return a byte[] or a ByteBuffer.");
        RETURNS.put("java.lang.Throwable", "Throw it, or return what describes it to the client.");
    }

    private UnsupportedTypes() {}

    /** What to write instead of a parameter of this type, or null when it is fine. */
    static @Nullable String insteadOfParameter(Class<?> type) {
        return instead(PARAMETERS, type);
    }

    /** What to write instead of this return type, or null when it is fine. */
    static @Nullable String insteadOfReturn(Class<?> type) {
        return instead(RETURNS, type);
    }

    private static @Nullable String instead(Map<String, String> advice, Class<?> type) {
        for (Map.Entry<String, String> entry : advice.entrySet()) {
            if (isA(type, entry.getKey())) {
                return entry.getValue();
            }
        }
        return null;
    }

    private static boolean isA(@Nullable Class<?> type, String name) {
        return type != null
                && (type.getName().equals(name)
                        || isA(type.getSuperclass(), name)
                        || Arrays.stream(type.getInterfaces()).anyMatch(contract -> isA(contract, name)));
    }
}
