package dev.wsboot.endpoint;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Types that a developer may well write into the signature of a handler method, and that mean nothing there. */
final class UnsupportedTypes {

    private static final String STREAMED = "A message is handed over whole: take a byte[], a ByteBuffer or a String.";
    private static final String EAGER =
            "Return the value itself: a handler method may block, for it does not run on the event loop.";
    private static final String SENDING = "Return one value, or send several with WsSession.send.";

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
        PARAMETERS.put(
                "dev.wsboot.core.http.Handshake",
                "The handshake goes to the method with @OnOpen: keep there what is needed later, with WsSession.attach.");
        PARAMETERS.put("jakarta.websocket.Session", "Take a dev.wsboot.core.WsSession.");
        PARAMETERS.put(
                "jakarta.websocket.CloseReason", "Take a dev.wsboot.core.protocol.CloseStatus in the @OnClose method.");
        PARAMETERS.put("org.springframework.web.socket.WebSocketSession", "Take a dev.wsboot.core.WsSession.");
        PARAMETERS.put("org.springframework.web.socket.WebSocketMessage", "Take a String, a byte[] or the JSON type.");
        PARAMETERS.put("org.springframework.messaging.Message", "Take a String, a byte[] or the JSON type.");
        PARAMETERS.put("java.security.Principal", "It is not known here.");

        RETURNS.put("java.util.concurrent.CompletionStage", EAGER);
        RETURNS.put("java.util.concurrent.Future", EAGER);
        RETURNS.put("java.util.Optional", "Return the value, or null to send nothing.");
        RETURNS.put("java.util.concurrent.Flow$Publisher", SENDING);
        RETURNS.put("org.reactivestreams.Publisher", SENDING);
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
