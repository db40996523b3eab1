package dev.wsboot.endpoint;

import dev.wsboot.core.http.Handshake;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What some methods of one endpoint take from the handshake: each value is found once for a session. */
final class HandshakeArguments {

    private final List<HandshakeArgument> arguments = new ArrayList<>();

    /** The place of a value in what {@link #resolve} returns. Called while the endpoint is prepared. */
    int indexOf(HandshakeArgument argument) {
        int index = arguments.indexOf(argument);
        return index < 0 ? add(argument) : index;
    }

    /** The place of a value that has it for itself. */
    int add(HandshakeArgument argument) {
        arguments.add(argument);
        return arguments.size() - 1;
    }

    boolean isEmpty() {
        return arguments.isEmpty();
    }

    /** Whether finding them runs nobody else's code, which might block. */
    boolean areImmediate() {
        return arguments.stream().allMatch(HandshakeArgument::isImmediate);
    }

    /**
     * The values for one session.
     *
     * @throws InvalidArgumentException when the peer did not send what it must
     */
    @Nullable
    Object[] resolve(Handshake handshake) throws Exception {
        @Nullable Object[] values = new @Nullable Object[arguments.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = arguments.get(i).resolve(handshake);
        }
        return values;
    }
}
