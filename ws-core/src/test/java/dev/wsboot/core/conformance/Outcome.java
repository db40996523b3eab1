package dev.wsboot.core.conformance;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the probe saw in a case.
 *
 * @param declined whether compression was wanted and not agreed on
 * @param answers the messages and pongs, less those of exchanges that went well
 * @param exchanges how many messages came back as they were sent
 * @param late whether a failure that was awaited came only after more was sent
 * @param subjectBegan whether the subject's Close came before the probe sent one
 * @param code the code in the subject's Close frame, 1005 for one without, {@link #NO_CLOSE} when none came
 * @param hasty whether a client ended TCP after the closing handshake without waiting for its server to do that
 * @param end how the stream ended; {@link Received.Silence} when it did not
 * @param breach the rule of the protocol that the subject broke
 */
record Outcome(
        boolean declined,
        List<Message> answers,
        int exchanges,
        boolean late,
        boolean subjectBegan,
        int code,
        boolean hasty,
        Received end,
        @Nullable String breach) {

    static final int NO_CLOSE = -1;
    static final int WITHOUT_CODE = 1005;
}
