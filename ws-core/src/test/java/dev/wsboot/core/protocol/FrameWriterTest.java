package dev.wsboot.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455 §5.2: headers of our frames. */
class FrameWriterTest {

    private static String header(int opcode, int length) {
        ByteBuffer out = ByteBuffer.allocate(FrameWriter.MAX_HEADER);
        FrameWriter.writeHeader(out, opcode, length, 0);
        return Event.hex(out.flip());
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 8100",
        "2, 1, 8201",
        "0, 5, 8005",
        "8, 2, 8802",
        "9, 125, 897d",
        "10, 125, 8a7d",
        "1, 125, 817d",
        "1, 126, 817e007e",
        "1, 127, 817e007f",
        "2, 256, 827e0100",
        "1, 32767, 817e7fff",
        "1, 32768, 817e8000",
        "1, 65535, 817effff",
        "2, 65536, 827f0000000000010000",
        "2, 16777216, 827f0000000001000000",
        "1, 2147483647, 817f000000007fffffff",
    })
    void writesTheLengthInItsShortestForm(int opcode, int length, String expected) {
        assertThat(header(opcode, length)).isEqualTo(expected);
        assertThat(FrameWriter.headerLength(length)).isEqualTo(expected.length() / 2);
    }

    @Test
    void writesForEveryLengthUpToThreeBordersWhatTheRfcSays() {
        for (int length = 0; length <= 66_000; length++) {
            int form = length < 126 ? 7 : length < 65536 ? 16 : 64;
            String expected = Event.hex(Frames.byServer()
                    .header(Frames.FIN | Opcode.BINARY, form, length)
                    .bytes());
            assertThat(header(Opcode.BINARY, length)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 8180deadbeef",
        "9, 125, 89fddeadbeef",
        "1, 126, 81fe007edeadbeef",
        "2, 65535, 82feffffdeadbeef",
        "2, 65536, 82ff0000000000010000deadbeef",
    })
    void writesTheMaskingKeyOfAClient(int opcode, int length, String expected) {
        ByteBuffer out = ByteBuffer.allocate(FrameWriter.MAX_HEADER);
        FrameWriter.writeHeader(out, opcode, length, 0xDEADBEEF);
        assertThat(Event.hex(out.flip())).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 126, 65536})
    void writesWhereTheBufferStandsAndNothingBeyond(int length) {
        ByteBuffer out = ByteBuffer.allocateDirect(20).position(3);
        FrameWriter.writeHeader(out, Opcode.TEXT, length, 0);
        assertThat(out.position()).isEqualTo(3 + FrameWriter.headerLength(length));
        assertThat(out.limit()).isEqualTo(20);
        for (int i = out.position(); i < 20; i++) {
            assertThat(out.get(i)).isZero();
        }
    }
}
