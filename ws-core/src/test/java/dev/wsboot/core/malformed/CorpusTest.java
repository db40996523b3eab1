package dev.wsboot.core.malformed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.protocol.Chopper;
import dev.wsboot.core.protocol.Event;
import dev.wsboot.core.protocol.Receiver;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule that a peer can break has its one answer, whatever stands around the breach and however the bytes are chopped. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorpusTest {

    private static final int INPUTS = 60;

    private final Inflating inflating = new Inflating();
    private int rules;
    private int inputs;
    private int deliveries;

    @AfterAll
    void report() {
        inflating.close();
        System.out.printf(
                "malformed corpus: %d rules, %d inputs, each at 3 chunkings: %d deliveries; see them again with -Dws.seed=%d%n",
                rules, inputs, deliveries, CorpusSeed.SEED);
    }

    static List<FrameRule> frameRules() {
        return FrameRules.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("frameRules")
    void aBreachAmongFramesHasItsCloseCode(FrameRule rule) {
        rules++;
        for (int i = 0; i < INPUTS; i++) {
            Random random = CorpusSeed.random(rule, i);
            FrameInput input = FrameRules.broken(rule, random);
            inputs++;
            for (List<byte[]> chunks : chunkings(input.wire(), random)) {
                deliveries++;
                check(rule, input, chunks);
            }
        }
    }

    static List<HeadRule> headRules() {
        return HeadRules.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("headRules")
    void aBreachInAHeadHasItsStatus(HeadRule rule) {
        rules++;
        for (int i = 0; i < INPUTS; i++) {
            Random random = CorpusSeed.random(rule, i);
            byte[] head = HeadRules.broken(rule, random, PureServer.PORT);
            inputs++;
            for (List<byte[]> chunks : chunkings(head, random)) {
                deliveries++;
                assertThat(PureServer.status(chunks))
                        .as(() -> "%s in %d chunks, by%n%s".formatted(rule, chunks.size(), text(head)))
                        .isEqualTo(rule.status());
            }
        }
    }

    private static String text(byte[] head) {
        return new String(head, ISO_8859_1);
    }

    private static List<List<byte[]>> chunkings(byte[] wire, Random random) {
        return List.of(List.of(wire), Chopper.singly(wire), Chopper.randomly(wire, random));
    }

    private void check(FrameRule rule, FrameInput input, List<byte[]> chunks) {
        Receiver receiver = receiver(input);
        int received = 0;
        for (byte[] chunk : chunks) {
            boolean toldInTime = received < input.told()
                    || receiver.events().size() > input.before().size();
            if (!toldInTime) {
                throw new AssertionError(rule + " was not told in time by " + input);
            }
            try {
                receiver.receive(chunk);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(rule + " by " + input, e);
            }
            received += chunk.length;
        }
        List<Event> events = receiver.events();
        int heard = input.before().size();
        boolean right = events.size() == heard + 1
                && events.subList(0, heard).equals(input.before())
                && events.get(heard) instanceof Event.Violated violated
                && violated.violation().code() == rule.code();
        if (!right) {
            throw new AssertionError("%s%nin %d chunks, by %s%nwants %s and a violation, got %s"
                    .formatted(rule, chunks.size(), input, input.before(), events));
        }
        receiver.inbound().close();
    }

    private Receiver receiver(FrameInput input) {
        return new Receiver(input.rules(), input.deflate() ? inflating.decompressor() : null);
    }

    @Test
    void headsWithoutABreachAreOpeningHandshakes() {
        for (int i = 0; i < 1000; i++) {
            Random random = CorpusSeed.random("valid heads", i);
            byte[] head = HeadRules.valid(random, PureServer.PORT);
            for (List<byte[]> chunks : chunkings(head, random)) {
                assertThat(PureServer.status(chunks)).as(() -> text(head)).isEqualTo(101);
            }
        }
    }

    @Test
    void framesWithoutABreachAreHeard() {
        for (int i = 0; i < 1000; i++) {
            Random random = CorpusSeed.random("valid frames", i);
            FrameInput input = FrameRules.valid(random);
            for (List<byte[]> chunks : chunkings(input.wire(), random)) {
                Receiver receiver = receiver(input);
                chunks.forEach(receiver::receive);
                assertThat(receiver.events()).as(input::toString).isEqualTo(input.before());
                receiver.inbound().close();
            }
        }
    }

    @Test
    void thereAreManyRulesOfDifferentNames() {
        List<String> names = Stream.concat(
                        frameRules().stream().map(FrameRule::name),
                        headRules().stream().map(HeadRule::name))
                .toList();
        assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(200);
        assertThat(INPUTS).isGreaterThanOrEqualTo(50);
        assertThat(names.size() * INPUTS).isGreaterThan(10_000);
    }

    @Test
    void anInputDependsOnItsRuleAndNumberAlone() {
        FrameRule rule = frameRules().get(0);
        FrameInput once = FrameRules.broken(rule, CorpusSeed.random(rule, 7));
        FrameRules.broken(rule, CorpusSeed.random(rule, 8));
        FrameInput again = FrameRules.broken(rule, CorpusSeed.random(rule, 7));
        assertThat(Arrays.equals(once.wire(), again.wire())).isTrue();
    }
}
