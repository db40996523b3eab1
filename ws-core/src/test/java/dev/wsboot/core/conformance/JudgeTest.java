package dev.wsboot.core.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.io.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The judge condemns servers that deserve it: each verdict is seen, and each rule that a client checks is broken once. */
class JudgeTest {

    private static final String HELLO = "8105 48656c6c6f ";
    private static final String CLOSE_1000 = "8802 03e8";
    private static final String CLOSE_1002 = "8802 03ea";
    private static final String CLOSE_1003 = "8802 03eb";
    private static final String CLOSE_1007 = "8802 03ef";

    private static String judge(String id, String answer) throws Exception {
        return judge(id, answer, "", true);
    }

    private static String judge(String id, String answer, String extensions, boolean drops) throws Exception {
        return new ScriptedServer(extensions, 0, drops, Payloads.hex(answer.replace(" ", "")))
                .judge(Suite.named(id))
                .toString();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
                    7.1.1,  8105 48656c6c6f 8802 03e8, OK/OK
                    7.1.1,  8105 48656c6c6f 8800,      OK/OK
                    7.1.1,  8105 48656c6c6f,           OK/UNCLEAN
                    7.1.1,  8105 48656c6c6f 8802 03e9, OK/WRONG_CODE
                    7.1.1,  8105 48656c6c6e 8802 03e8, FAILED/OK
                    7.1.1,  8205 48656c6c6f 8802 03e8, FAILED/OK
                    7.1.1,  8802 03e8,                 FAILED/OK
                    7.1.4,  8105 48656c6c6f 8802 03e8, FAILED/OK
                    7.7.2,  8802 03e9,                 OK/OK
                    7.7.2,  8802 03ea,                 OK/WRONG_CODE
                    7.13.1, 8802 03ea,                 INFORMATIONAL/INFORMATIONAL
                    3.1,    8802 03ea,                 OK/OK
                    3.1,    "",                        OK/OK
                    3.1,    8802 03eb,                 OK/WRONG_CODE
                    3.1,    8105 48656c6c6f 8802 03ea, FAILED/OK
                    3.2,    8105 48656c6c6f 8802 03ea, OK/OK
                    3.2,    8802 03ea,                 NON_STRICT/OK
                    5.9,    8a00 8802 03ea,            FAILED/OK
                    6.6.1,  8802 03ea,                 OK/WRONG_CODE
                    6.6.2,  8802 03ef,                 FAILED/FAILED
                    """)
    void eachVerdictIsGivenToWhoDeservesIt(String id, String answer, String verdict) throws Exception {
        assertThat(judge(id, answer)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "a masked frame,                     8185 00000000 48656c6c6f",
        "a length that is not the shortest,  817e 0005 48656c6c6f",
        "a reserved bit,                     9105 48656c6c6f",
        "compression that was not agreed on, c105 48656c6c6f",
        "a reserved opcode,                  8305 48656c6c6f",
        "a fragmented pong,                  0a00",
        "a continuation of nothing,          8005 48656c6c6f",
        "a message within a message,         0101 48 8105 48656c6c6f",
        "half a close code,                  8801 03",
        "a reason that is no UTF-8,          8803 03e8 ff",
        "data after the Close frame,         8802 03e8 8105 48656c6c6f",
        "a frame that is cut off,            8105 4865"
    })
    void aServerThatBreaksTheProtocolFails(String what, String answer) throws Exception {
        assertThat(judge("7.1.1", answer)).as(what).startsWith("FAILED/");
    }

    @Test
    void aServerThatLeavesTcpToItsClientIsNoticed() throws Exception {
        assertThat(judge("7.1.1", HELLO + CLOSE_1000, "", false)).isEqualTo("OK/FAILED_BY_CLIENT");
        assertThat(judge("3.1", CLOSE_1002, "", false)).isEqualTo("OK/FAILED_BY_CLIENT");
    }

    @Test
    void aHopelessTextThatIsGivenUpOnlyAtItsEndIsNotStrict() throws Exception {
        Case failFast = Suite.named("6.4.1");
        int all = failFast.script().get().steps().stream()
                .filter(Step.Send.class::isInstance)
                .mapToInt(step -> Wire.concat(((Step.Send) step).writes().toArray(byte[][]::new)).length)
                .sum();
        byte[] answer = Payloads.hex(CLOSE_1007.replace(" ", ""));
        assertThat(new ScriptedServer("", all, true, answer).judge(failFast)).hasToString("NON_STRICT/OK");
        assertThat(new ScriptedServer("", all - 20, true, answer).judge(failFast))
                .hasToString("OK/OK");
        assertThat(new ScriptedServer("", all, true, Payloads.hex(CLOSE_1003.replace(" ", ""))).judge(failFast))
                .hasToString("NON_STRICT/WRONG_CODE");
    }

    @ParameterizedTest
    @CsvSource({
        "12.1.1, '',                                                                     UNIMPLEMENTED",
        "7.1.1,  permessage-deflate,                                                     FAILED",
        "12.1.1, x-other,                                                                FAILED",
        "12.1.1, permessage-deflate; server_no_context_takeover; server_no_context_takeover, FAILED",
        "13.2.1, permessage-deflate,                                                     FAILED",
        "13.3.1, permessage-deflate,                                                     FAILED",
        "13.3.1, permessage-deflate; server_max_window_bits=10,                          FAILED",
        "13.6.1, permessage-deflate; server_no_context_takeover,                         FAILED"
    })
    void aServerThatAgreesToSomethingElseFails(String id, String extensions, String behaviour) throws Exception {
        assertThat(judge(id, "", extensions, true)).startsWith(behaviour + "/");
    }

    @Test
    void compressedEchoesAreComparedByTheirContent() throws Exception {
        assertThat(exchanges(Corpus.JSON.piece(0, 16))).isEqualTo(1);
        assertThat(exchanges(new byte[16])).isZero();
    }

    /** How many messages come back from a server that answers the first one with these 16 octets in a stored block. */
    private static int exchanges(byte[] octets) throws Exception {
        byte[] answer = Wire.concat(Payloads.hex("c115001000efff"), octets);
        Outcome outcome = new ScriptedServer("permessage-deflate", 0, true, answer).run(Suite.named("12.1.1"));
        assertThat(outcome.breach()).isNull();
        return outcome.exchanges();
    }

    @Test
    void aMatchFromFartherAwayThanTheAgreedWindowIsNoticed() {
        byte[] message = "x"
                .repeat(10)
                .concat("0123456789abcdef".repeat(1))
                .concat("y".repeat(600))
                .getBytes(UTF_8);
        byte[] far = Wire.concat(message, message);
        try (ClientDeflate wide = new ClientDeflate("permessage-deflate", new Offer(false, 0));
                ClientDeflate narrow =
                        new ClientDeflate("permessage-deflate; server_max_window_bits=9", new Offer(false, 9))) {
            byte[] payload = wide.deflate(far);
            assertThat(wide.inflate(payload)).isEqualTo(far);
            assertThat(narrow.inflate(payload)).isNull();
        }
    }
}
