package dev.wsboot.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.deflate.DeflateAgreement;
import dev.wsboot.core.deflate.DeflateNegotiator;
import dev.wsboot.core.http.ClientHandshake.Accepted;
import dev.wsboot.core.http.ServerHandshake.Candidate;
import dev.wsboot.core.http.ServerHandshake.Refused;
import dev.wsboot.core.http.ServerHandshake.Result;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Both sides of the opening handshake against each other: what one writes the other reads, and they agree. */
class ClientMeetsServerTest {

    private static final ServerHandshake<String> SERVER = new ServerHandshake<>(
            Router.<String>builder()
                    .add(PathTemplate.parse("/rooms/{room}"), "rooms")
                    .build(),
            endpoint -> OriginPolicy.sameHost(() -> 8080));

    @Test
    void everyCombinationOfOffersIsAgreedOn() {
        Random random = Heads.random("everyCombinationOfOffersIsAgreedOn");
        for (int round = 0; round < 2000; round++) {
            List<String> offered = someOf(random, "a", "b", "c");
            List<String> spoken = someOf(random, "a", "b", "c");
            DeflateNegotiator client = negotiator(random);
            DeflateNegotiator server = negotiator(random);
            ClientHandshake handshake =
                    ClientHandshake.of(URI.create("ws://s.example/rooms/1?a=b"), HeaderFields.EMPTY, offered, client);
            byte[] nonce = new byte[16];
            random.nextBytes(nonce);
            String key = ClientHandshake.key(nonce);

            Candidate<String> candidate = (Candidate<String>) received(handshake.request(key));
            DeflateAgreement agreement = server == null ? null : server.accept(candidate.extensions());
            HandshakeDecision.Accept accept = HandshakeDecision.accept().header("X-Round", "" + round);
            ByteBuffer response = ServerHandshake.accept(
                    candidate,
                    accept,
                    spoken,
                    agreement == null ? null : agreement.toExtension().toString());
            Accepted accepted = (Accepted) Responses.judged(handshake, Heads.text(response), key);

            assertThat(accepted.subprotocol())
                    .isEqualTo(ServerHandshake.subprotocol(candidate.handshake(), accept, spoken))
                    .isEqualTo(spoken.stream()
                            .filter(offered::contains)
                            .findFirst()
                            .orElse(null));
            assertThat(accepted.compression()).isEqualTo(agreement);
            assertThat(agreement != null).isEqualTo(client != null && server != null);
            assertThat(accepted.headers().first("X-Round")).isEqualTo("" + round);
            assertThat(candidate.handshake().queryParams())
                    .isEqualTo(
                            handshake.handshake(accepted, Requests.CONNECTION).queryParams());
        }
    }

    @Test
    void everyRefusalOfTheServerIsUnderstood() {
        List<Refusal> refusals = List.of(
                Refusal.timedOut(),
                Refusal.unavailable(5, "full"),
                Refusal.handlerFailed(),
                Refusal.notFound("/x"),
                Refusal.upgradeRequired("old"),
                Refusal.headTooLarge(10),
                Refusal.rejected(HandshakeDecision.reject(401).header("WWW-Authenticate", "Bearer")));
        for (Refusal refusal : refusals) {
            FailedHandshake failed =
                    (FailedHandshake) Responses.judged(Responses.PLAIN, Heads.text(refusal.encode()), Responses.KEY);

            assertThat(failed.status()).isEqualTo(refusal.status());
            refusal.headers().forEach((name, value) -> assertThat(failed.why()).contains(name + ": " + value));
        }
    }

    @Test
    void aServerThatDoesNotKnowThePathAnswersWithA404() {
        ClientHandshake client =
                ClientHandshake.of(URI.create("ws://s.example/nothing"), HeaderFields.EMPTY, List.of(), null);
        Refused<String> refused = (Refused<String>) received(client.request(Responses.KEY));

        assertThat(Responses.judged(client, Heads.text(refused.refusal().encode()), Responses.KEY))
                .isInstanceOfSatisfying(
                        FailedHandshake.class,
                        failed -> assertThat(failed.status()).isEqualTo(404));
    }

    private static Result<String> received(ByteBuffer request) {
        HeadResult head = Heads.reader().read(request);
        assertThat(head).isInstanceOf(RequestHead.class);
        assertThat(request.hasRemaining()).isFalse();
        return SERVER.evaluate((RequestHead) head, Requests.CONNECTION);
    }

    private static @Nullable DeflateNegotiator negotiator(Random random) {
        return random.nextInt(4) == 0 ? null : new DeflateNegotiator(random.nextBoolean(), random.nextBoolean());
    }

    private static List<String> someOf(Random random, String... names) {
        List<String> shuffled = new ArrayList<>(List.of(names));
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, random.nextInt(names.length + 1));
    }
}
