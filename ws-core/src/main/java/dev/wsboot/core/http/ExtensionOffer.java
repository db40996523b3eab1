package dev.wsboot.core.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One extension that a client offers (RFC 6455 §9.1), in syntax only: whether its parameters make sense is for the
 * extension to say.
 *
 * @param name the token that names the extension
 * @param params its parameters in order, repeated ones included; unmodifiable
 */
public record ExtensionOffer(String name, List<Param> params) {

    /** Keeps its own copy of the parameters. */
    public ExtensionOffer {
        params = List.copyOf(params);
    }

    /**
     * One parameter.
     *
     * @param name the token that names it
     * @param value a token, unquoted if it was quoted; null when there is no {@code =}
     */
    public record Param(String name, @Nullable String value) {}
}
