package dev.wsboot;

import org.jspecify.annotations.Nullable;

/**
 * Signals that a message is for no method of an endpoint that tells messages apart by their type (see {@link WsType}): it
 * names no type, or one that no method takes.
 */
public final class WsUnknownTypeException extends WsDecodeException {

    private final @Nullable String type;

    /**
     * An exception about a message.
     *
     * @param type the type that it names, or null
     */
    public WsUnknownTypeException(String message, @Nullable String type) {
        super(message);
        this.type = type;
    }

    /** The type that the message names, as the peer sent it; null when it names none. */
    public @Nullable String type() {
        return type;
    }
}
