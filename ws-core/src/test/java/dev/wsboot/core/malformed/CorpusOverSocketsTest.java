package dev.wsboot.core.malformed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.WsCompression;
import dev.wsboot.core.WsHandler;
import dev.wsboot.core.WsOptions;
import dev.wsboot.core.WsServer;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.io.RawClient;
import dev.wsboot.core.io.TestServers;
import dev.wsboot.core.io.Wire;
import dev.wsboot.core.protocol.Event;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Some inputs of every rule to a running server: the answer is on the wire, then a FIN, and a neighbour notices nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorpusOverSocketsTest {

    private static final int INPUTS = 2;

    /** Sends every message back as it is. */
    private static final class Echo implements WsHandler {

        @Override
        public void onText(WsSession session, String message) {
            session.send(message);
        }

        @Override
        public void onBinary(WsSession session, ByteBuffer message) {
            session.send(message);
        }
    }

    private final WsServer server = start();
    private final RawClient neighbour = RawClient.open(server, "/");
    private int inputs;

    private static WsServer start() {
        WsOptions options = WsOptions.builder()
                .maxMessageSize(FrameStream.MAX_MESSAGE)
                .maxEmptyFragments(FrameStream.MAX_EMPTY)
                // Compressed messages are read; none is sent, so that the answers can be compared.
                .compression(new WsCompression(FrameStream.ROOMY, 1, true, true))
                .build();
        WsOptions roomy = options.toBuilder().maxMessageSize(FrameStream.ROOMY).build();
        WsServer.Builder builder = TestServers.builder().handler("/roomy", new Echo(), roomy);
        PureServer.PATHS.forEach(path -> builder.handler(path, new Echo(), options));
        return TestServers.start(builder);
    }

    @AfterAll
    void close() {
        neighbour.close();
        server.close();
        System.out.printf(
                "malformed corpus over sockets: %d inputs; see them again with -Dws.seed=%d%n",
                inputs, CorpusSeed.SEED);
    }

    static List<FrameRule> frameRules() {
        return FrameRules.all().stream()
                .filter(rule -> rule.scope() != FrameRule.Scope.AT_CLIENT)
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("frameRules")
    void aBreachAmongFramesHasItsCloseCodeAndAFin(FrameRule rule) {
        for (int i = 0; i < INPUTS; i++) {
            Random random = CorpusSeed.random(rule + " over sockets", i);
            FrameInput input = FrameRules.brokenByClient(rule, random);
            try (RawClient client = open(input)) {
                send(client, input.wire(), random);
                input.before().forEach(event -> expectAnswer(client, event));
                Wire.Frame close = client.next();
                assertThat(close.opcode()).as(input::toString).isEqualTo(Wire.CLOSE);
                assertThat(close.code()).as(input::toString).isEqualTo(rule.code());
                client.expectEnd();
            } catch (RuntimeException e) {
                throw new AssertionError(rule + " by " + input, e);
            }
            thenTheNeighbourIsServed();
        }
    }

    private RawClient open(FrameInput input) {
        String path = input.rules().maxMessageSize() == FrameStream.ROOMY ? "/roomy" : "/";
        RawClient client = RawClient.connect(server);
        String[] offer =
                input.deflate() ? new String[] {"Sec-WebSocket-Extensions: permessage-deflate"} : new String[0];
        client.send(RawClient.request(server.port(), path, offer));
        String response = client.response();
        assertThat(response).startsWith("HTTP/1.1 101 ");
        assertThat(response.contains("permessage-deflate")).isEqualTo(input.deflate());
        return client;
    }

    /** As a whole or in two pieces. */
    private static void send(RawClient client, byte[] wire, Random random) {
        int cut = random.nextBoolean() ? wire.length : random.nextInt(wire.length);
        client.send(Arrays.copyOf(wire, cut));
        if (cut < wire.length) {
            client.send(Arrays.copyOfRange(wire, cut, wire.length));
        }
    }

    private static void expectAnswer(RawClient client, Event event) {
        if (event instanceof Event.Text text) {
            expect(client, Wire.TEXT, text.message().getBytes(UTF_8));
        } else if (event instanceof Event.Binary binary) {
            expect(client, Wire.BINARY, HexFormat.of().parseHex(binary.hex()));
        } else if (event instanceof Event.Ping ping) {
            expect(client, Wire.PONG, HexFormat.of().parseHex(ping.hex()));
        }
    }

    private static void expect(RawClient client, int opcode, byte[] payload) {
        Wire.Frame frame = client.next();
        assertThat(frame.first()).isEqualTo(Wire.FIN | opcode);
        assertThat(frame.payload()).isEqualTo(payload);
    }

    static List<HeadRule> headRules() {
        return HeadRules.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("headRules")
    void aBreachInAHeadHasItsStatusAndAFin(HeadRule rule) {
        for (int i = 0; i < INPUTS; i++) {
            Random random = CorpusSeed.random(rule + " over sockets", i);
            byte[] head = HeadRules.broken(rule, random, server.port());
            String text = new String(head, ISO_8859_1);
            try (RawClient client = RawClient.connect(server)) {
                send(client, head, random);
                String response = client.response();
                assertThat(response)
                        .as(text)
                        .startsWith("HTTP/1.1 " + rule.status() + " ")
                        .containsPattern("\r\nConnection: (Upgrade, )?close\r\n");
                client.expectEnd();
            } catch (RuntimeException e) {
                throw new AssertionError(rule + " by " + text, e);
            }
            thenTheNeighbourIsServed();
        }
    }

    private void thenTheNeighbourIsServed() {
        inputs++;
        neighbour.send(Wire.text("input " + inputs)).expect("text input " + inputs);
    }
}
