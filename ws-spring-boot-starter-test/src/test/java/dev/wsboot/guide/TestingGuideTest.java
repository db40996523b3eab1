package dev.wsboot.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsboot.test.WsTest;
import dev.wsboot.test.WsTestClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** The guide's page on testing says what is true. */
@WsTest(OrderEndpoint.class)
@Import(Prices.class)
class TestingGuideTest {

    private static final Path GUIDE = Path.of("..", "docs", "guide", "testing.md");
    private static final Path SOURCES = Path.of("src", "test", "java", "dev", "wsboot", "guide");

    @Autowired
    WsTestClient.Builder ws;

    @Test
    void everyPieceOfCodeIsPartOfATestThatRuns() throws IOException {
        List<String> sources;
        try (Stream<Path> files = Files.list(SOURCES)) {
            sources = files.map(TestingGuideTest::read)
                    .map(TestingGuideTest::flat)
                    .toList();
        }
        List<String> pieces = blocks("java");
        assertThat(pieces)
                .hasSize(6)
                .allSatisfy(piece -> assertThat(sources).as(piece).anyMatch(source -> source.contains(flat(piece))));
    }

    @Test
    void dependencyIsThisModule() throws IOException {
        String pom = read(Path.of("pom.xml"));
        assertThat(blocks("xml"))
                .singleElement()
                .satisfies(block -> assertThat(block.lines()
                                .map(String::strip)
                                .filter(line -> line.matches("<(groupId|artifactId|version)>.*")))
                        .hasSize(3)
                        .allMatch(pom::contains));
    }

    @Test
    void failureLooksAsItIsShown() throws IOException {
        WsTestClient client = ws.patience(Duration.ofMillis(500)).connect("/orders");
        client.send(new OrderEndpoint.Order("tea", 2)).next(OrderEndpoint.Receipt.class);

        AssertionError failure = catchThrowableOfType(AssertionError.class, () -> client.next(String.class));

        String shown = blocks("").get(0);
        assertThat(withoutTimes(failure.getMessage())).isEqualTo(withoutTimes(shown));
    }

    private static String withoutTimes(String text) {
        return text.replaceAll(" +\\d+ ms ([<-])", "0 ms $1").strip();
    }

    private static List<String> blocks(String language) throws IOException {
        return Pattern.compile("(?:^|\n)```(\\w*)\n(.*?)```", Pattern.DOTALL)
                .matcher(read(GUIDE))
                .results()
                .filter(block -> block.group(1).equals(language))
                .map((MatchResult block) -> block.group(2))
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines without their indentation, so that a piece of a method can be shown. */
    private static String flat(String code) {
        return code.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }
}
