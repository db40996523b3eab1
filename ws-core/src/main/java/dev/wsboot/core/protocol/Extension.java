package dev.wsboot.core.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One element of {@code Sec-WebSocket-Extensions}, offered or agreed on (RFC 6455 §9.1), in syntax only: whether its
 * parameters make sense is for the extension to say.
 *
 * @param name the token that names the extension
 * @param params its parameters in order, repeated ones included; unmodifiable
 */
public record Extension(String name, List<Param> params) {

    /** Keeps its own copy of the parameters. */
    public Extension {
        params = List.copyOf(params);
    }

    /**
     * One parameter.
     *
     * @param name the token that names it
     * @param value a token, unquoted if it was quoted; null when there is no {@code =}
     */
    public record Param(String name, @Nullable String value) {}

    /** The element as it stands in the header field. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name);
        for (Param param : params) {
            text.append("; ").append(param.name());
            if (param.value() != null) {
                text.append('=').append(param.value());
            }
        }
        return text.toString();
    }
}
