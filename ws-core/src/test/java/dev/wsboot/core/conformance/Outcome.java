package dev.wsboot.core.conformance;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the client of a case saw.
 *
 * @param declined whether compression was offered and not agreed on
 * @param answers the messages and pongs, less those of exchanges that went well
 * @param exchanges how many messages came back as they were sent
 * @param late whether a failure that was awaited came only after more was sent
 * @param serverBegan whether the server's Close came before the client sent one
 * @param code the code in the server's Close frame, 1005 for one without, {@link #NO_CLOSE} when none came
 * @param end how the stream ended; {@link Received.Silence} when the server left that to the client
 * @param breach the rule of the protocol that the server broke
 */
record Outcome(
        boolean declined,
        List<Message> answers,
        int exchanges,
        boolean late,
        boolean serverBegan,
        int code,
        Received end,
        @Nullable String breach) {

    static final int NO_CLOSE = -1;
    static final int WITHOUT_CODE = 1005;
}
