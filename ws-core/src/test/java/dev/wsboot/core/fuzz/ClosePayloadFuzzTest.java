package dev.wsboot.core.fuzz;

import static dev.wsboot.core.protocol.Frames.FIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.wsboot.core.protocol.CloseStatus;
import dev.wsboot.core.protocol.Event;
import dev.wsboot.core.protocol.Frames;
import dev.wsboot.core.protocol.Inbound.Rules;
import dev.wsboot.core.protocol.Opcode;
import dev.wsboot.core.protocol.Receiver;
import dev.wsboot.core.protocol.Role;
import dev.wsboot.core.protocol.Violation;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** RFC 6455 §5.5.1, §7.4: the payload of a Close either breaks a rule or is a status with that very payload. */
class ClosePayloadFuzzTest {

    @FuzzTest
    void anyPayloadIsAStatusOrAViolation(byte[] data) {
        Input input = Input.of(data);
        byte[] payload = input.content();
        Violation expected = broken(payload);
        for (Role us : Role.values()) {
            Role peer = us == Role.SERVER ? Role.CLIENT : Role.SERVER;
            byte[] wire = Frames.by(peer).frame(FIN | Opcode.CLOSE, payload).bytes();
            for (List<byte[]> chunks : input.everyWay(wire)) {
                Receiver receiver = new Receiver(new Rules(us, 1000, 2), null);
                chunks.forEach(receiver::receive);
                assertThat(receiver.events()).hasSize(1);
                check(receiver.events().get(0), expected, payload, us);
            }
        }
    }

    private static void check(Event event, @Nullable Violation expected, byte[] payload, Role us) {
        if (expected != null) {
            assertThat(event).isEqualTo(new Event.Violated(expected));
            // What we answer it with can itself be sent.
            CloseStatus.of(expected.code(), expected.reason());
            return;
        }
        assertThat(event).isInstanceOf(Event.Closed.class);
        CloseStatus status = ((Event.Closed) event).status();
        assertThat(status.payload()).isEqualTo(payload);
        assertThat(status.initiator()).isEqualTo(us.peer());
        assertThat(status.toString()).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
    }

    private static @Nullable Violation broken(byte[] payload) {
        if (payload.length > 125) {
            return Violation.CONTROL_TOO_LONG;
        }
        if (payload.length < 2) {
            return payload.length == 0 ? null : Violation.CLOSE_TOO_SHORT;
        }
        int code = (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF);
        boolean reserved = code < 1000 || List.of(1004, 1005, 1006).contains(code) || (code > 1014 && code < 3000);
        if (reserved || code > 4999) {
            return Violation.CLOSE_CODE_INVALID;
        }
        return isUtf8(Arrays.copyOfRange(payload, 2, payload.length)) ? null : Violation.CLOSE_REASON_NOT_UTF8;
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
