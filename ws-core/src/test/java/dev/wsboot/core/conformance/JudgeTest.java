package dev.wsboot.core.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.conformance.Impostor.Ending;
import dev.wsboot.core.io.RawClient;
import dev.wsboot.core.io.Wire;
import dev.wsboot.core.protocol.Role;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The judge condemns subjects that deserve it: each verdict is seen, and each rule that the probe checks is broken once. */
class JudgeTest {

    private static final String CLOSE_1000 = "8802 03e8";
    private static final String HELLO_CLOSE_1000 = "8105 48656c6c6f " + CLOSE_1000;
    private static final String CLOSE_1002 = "8802 03ea";
    private static final String CLOSE_1003 = "8802 03eb";
    private static final String CLOSE_1007 = "8802 03ef";

    private static byte[] octets(String hex) {
        return Payloads.hex(hex.replace(" ", ""));
    }

    /** The octets in which that side sends frames that are given as a server sends them. */
    private static byte[] frames(Role sender, String hex) {
        List<byte[]> frames = Wire.parse(octets(hex)).stream()
                .map(frame -> new Frame(frame.first(), frame.payload()).encode(sender))
                .toList();
        return Wire.concat(frames.toArray(byte[][]::new));
    }

    /** What is right behind those frames: a client whose Close is among them leaves TCP to its server. */
    private static Ending rightEnding(Role role, String frames) {
        boolean closes = Wire.parse(octets(frames)).stream().anyMatch(frame -> frame.opcode() == Wire.CLOSE);
        return role == Role.CLIENT && closes ? Ending.FOLLOWS : Ending.DROPS;
    }

    private static String judge(Role role, String id, String frames, Ending ending) throws IOException {
        return Impostor.of(role, "", 0, ending, frames(role, frames))
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
                    2.2,    8a06 7061796c6f61,      FAILED/UNCLEAN
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
    void eachVerdictIsGivenToWhoDeservesIt(String id, String frames, String verdict) throws Exception {
        for (Role role : Role.values()) {
            assertThat(judge(role, id, frames, rightEnding(role, frames)))
                    .as("%s that sends %s", role, frames)
                    .isEqualTo(verdict);
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "masked as only a client's is,       8185 00000000 48656c6c6f,      -",
                "not masked as a server's is,        -,                             8105 48656c6c6f",
                "one masking key time and again,     -,                             8180 01020304 8180 01020304 8180 01020304",
                "a length that is not the shortest,  817e 0005 48656c6c6f,          81fe 0005 00000000 48656c6c6f",
                "a reserved bit,                     9105 48656c6c6f,               9185 00000000 48656c6c6f",
                "compression that was not agreed on, c105 48656c6c6f,               c185 00000000 48656c6c6f",
                "a reserved opcode,                  8305 48656c6c6f,               8385 00000000 48656c6c6f",
                "a fragmented pong,                  0a00,                          0a80 00000000",
                "a continuation of nothing,          8005 48656c6c6f,               8085 00000000 48656c6c6f",
                "a message within a message,         0101 48 8105 48656c6c6f,       0181 00000000 48 8185 00000001 48656c6c6f",
                "half a close code,                  8801 03,                       8881 00000000 03",
                "a reason that is no UTF-8,          8803 03e8 ff,                  8883 00000000 03e8 ff",
                "data after the Close frame,         8802 03e8 8105 48656c6c6f,     8882 00000000 03e8 8185 00000001 48656c6c6f",
                "a frame that is cut off,            8105 4865,                     8185 00000000 4865"
            })
    void whoBreaksTheProtocolFails(String what, @Nullable String server, @Nullable String client) throws Exception {
        for (Role role : Role.values()) {
            String answer = role == Role.SERVER ? server : client;
            if (answer != null) {
                Impostor wrong = Impostor.of(role, "", 0, Ending.DROPS, octets(answer));
                Outcome outcome = wrong.run(Suite.named("7.1.1"));
                assertThat(outcome.breach()).as("%s: %s", role, what).isNotNull();
                assertThat(wrong.judge(Suite.named("7.1.1"))).asString().startsWith("FAILED/");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoLeavesTcpOpenIsNoticed(Role role) throws Exception {
        assertThat(judge(role, "7.1.1", HELLO_CLOSE_1000, Ending.HOLDS)).isEqualTo("OK/LEFT_OPEN");
        assertThat(judge(role, "3.1", CLOSE_1002, Ending.HOLDS)).isEqualTo("OK/LEFT_OPEN");
    }

    @Test
    void aClientThatDoesNotWaitForTheEndOfTcpIsNoticed() throws Exception {
        // The probe only glances: on a busy machine it may miss the end of a client that was held up just before it.
        int noticed = 0;
        for (int i = 0; i < 5; i++) {
            String verdict = judge(Role.CLIENT, "7.1.1", HELLO_CLOSE_1000, Ending.DROPS);
            noticed += verdict.equals("OK/TOO_SOON") ? 1 : 0;
        }
        assertThat(noticed).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void whoNeverAnswersNorClosesFails(Role role) throws Exception {
        assertThat(judge(role, "7.1.2", "", Ending.HOLDS)).isEqualTo("OK/FAILED");
    }

    @ParameterizedTest
    @EnumSource
    void aHopelessTextThatIsGivenUpOnlyAtItsEndIsNotStrict(Role role) throws Exception {
        Case failFast = Suite.named("6.4.1");
        int all = failFast.script().get().steps().stream()
                .filter(Step.Sent.class::isInstance)
                .flatMap(step -> ((Step.Sent) step).writes(role.other()).stream())
                .mapToInt(write -> write.length)
                .sum();
        assertThat(givenUp(role, failFast, all, CLOSE_1007)).isEqualTo("NON_STRICT/OK");
        assertThat(givenUp(role, failFast, all - 20, CLOSE_1007)).isEqualTo("OK/OK");
        assertThat(givenUp(role, failFast, all, CLOSE_1003)).isEqualTo("NON_STRICT/WRONG_CODE");
    }

    private static String givenUp(Role role, Case each, int readFirst, String close) throws IOException {
        return Impostor.of(role, "", readFirst, rightEnding(role, close), frames(role, close))
                .judge(each)
                .toString();
    }

    @ParameterizedTest
    @CsvSource({
        "12.1.1, '',                                                                     UNIMPLEMENTED",
        "7.1.1,  permessage-deflate,                                                     FAILED",
        "12.1.1, x-other,                                                                FAILED",
        "12.1.1, permessage-deflate; server_no_context_takeover; server_no_context_takeover, FAILED",
        "12.1.1, permessage-deflate; x_other,                                            FAILED",
        "12.1.1, permessage-deflate; client_max_window_bits,                             FAILED",
        "13.2.1, permessage-deflate,                                                     FAILED",
        "13.3.1, permessage-deflate,                                                     FAILED",
        "13.3.1, permessage-deflate; server_max_window_bits=10,                          FAILED",
        "13.6.1, permessage-deflate; server_no_context_takeover,                         FAILED"
    })
    void aServerThatAgreesToSomethingElseFails(String id, String extensions, String behaviour) throws Exception {
        assertThat(behaviour(Role.SERVER, id, extensions)).isEqualTo(behaviour);
    }

    @ParameterizedTest
    @CsvSource({
        "12.1.1, '',                                                     UNIMPLEMENTED",
        "12.1.1, x-other,                                                UNIMPLEMENTED",
        "12.1.1, permessage-deflate; server_no_context_takeover,         UNIMPLEMENTED",
        "13.4.1, 'permessage-deflate; client_max_window_bits; server_max_window_bits=10', UNIMPLEMENTED",
        "13.3.1, permessage-deflate,                                     UNIMPLEMENTED",
        "12.1.1, permessage-deflate; x_other,                            FAILED",
        "12.1.1, permessage-deflate; client_max_window_bits=7,           FAILED",
        "12.1.1, permessage-deflate; server_max_window_bits,             FAILED",
        "12.1.1, permessage-deflate; client_no_context_takeover=1,       FAILED",
        "7.1.1,  permessage-deflate; x_other,                            FAILED"
    })
    void aClientThatOffersSomethingElseDeclinesOrFails(String id, String extensions, String behaviour)
            throws Exception {
        assertThat(behaviour(Role.CLIENT, id, extensions)).isEqualTo(behaviour);
    }

    private static String behaviour(Role role, String id, String extensions) throws IOException {
        return Impostor.of(role, extensions, 0, Ending.DROPS, new byte[0])
                .judge(Suite.named(id))
                .behaviour()
                .toString();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, POST",
        "HTTP/1.1, HTTP/1.0",
        "Host:, X-Host:",
        "Upgrade: websocket, Upgrade: h2c",
        "Connection: Upgrade, Connection: close",
        "Sec-WebSocket-Version: 13, Sec-WebSocket-Version: 8",
        "dGhlIHNhbXBsZSBub25jZQ==, dGhlIHNhbXBsZQ=="
    })
    void aClientWhoseRequestIsWrongFails(String right, String wrong) throws Exception {
        String request = new String(RawClient.request(80, "/"), ISO_8859_1);
        assertThat(request).contains(right);
        byte[] head = request.replace(right, wrong).getBytes(ISO_8859_1);
        Impostor client = new Impostor(Role.CLIENT, head, 0, Ending.FOLLOWS, frames(Role.CLIENT, HELLO_CLOSE_1000));
        assertThat(client.judge(Suite.named("7.1.1"))).asString().startsWith("FAILED/");
    }

    @ParameterizedTest
    @EnumSource
    void compressedEchoesAreComparedByTheirContent(Role role) throws Exception {
        assertThat(exchanges(role, Corpus.JSON.piece(0, 16))).isEqualTo(1);
        assertThat(exchanges(role, new byte[16])).isZero();
    }

    /** How many messages come back from a subject that answers the first one with these 16 octets in a stored block. */
    private static int exchanges(Role role, byte[] octets) throws IOException {
        byte[] payload = Wire.concat(Payloads.hex("001000efff"), octets);
        byte[] answer = new Frame(0xC1, payload).encode(role);
        Outcome outcome =
                Impostor.of(role, "permessage-deflate", 0, Ending.DROPS, answer).run(Suite.named("12.1.1"));
        assertThat(outcome.breach()).isNull();
        return outcome.exchanges();
    }

    @ParameterizedTest
    @CsvSource({"SERVER, server", "CLIENT, client"})
    void aMatchFromFartherAwayThanTheAgreedWindowIsNoticed(Role role, String name) {
        byte[] message = ("x".repeat(10) + "0123456789abcdef" + "y".repeat(600)).getBytes(UTF_8);
        byte[] far = Wire.concat(message, message);
        Parameters open = new Parameters("permessage-deflate");
        Parameters small = new Parameters("permessage-deflate; " + name + "_max_window_bits=9");
        try (ProbeDeflate wide = new ProbeDeflate(open, Terms.of(false, 0), role);
                ProbeDeflate narrow = new ProbeDeflate(small, Terms.of(false, 9), role)) {
            byte[] payload = wide.deflate(far);
            assertThat(wide.inflate(payload)).isEqualTo(far);
            assertThat(narrow.inflate(payload)).isNull();
        }
    }
}
