package dev.wsboot.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/conformance.md} names tests and cases that are there. */
class ConformanceDocumentTest {

    private static final Path ROOT = root();

    /** A row of a table of demands: section, who is bound, the demand, what holds it. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([\\d., to]+) \\| (.*?) \\| (.*?) \\| (.*?) \\|$");

    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*Test)(?:\\.(\\w+))?`");

    /** The number of a case or a group of cases, and not a section's. */
    private static final Pattern CASE = Pattern.compile("(?<![§\\d./])\\d+(?:\\.\\d+)+");

    private static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("docs/conformance.md"))) {
            directory = directory.getParent();
        }
        return directory;
    }

    private static String document() throws IOException {
        return Files.readString(ROOT.resolve("docs/conformance.md"));
    }

    private static List<MatchResult> rows() throws IOException {
        return ROW.matcher(document()).results().toList();
    }

    /** The test classes of ws-core by their simple names. */
    private static Map<String, Class<?>> tests() throws IOException {
        Path sources = ROOT.resolve("ws-core/src/test/java");
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith("Test.java"))
                    .map(file -> sources.relativize(file).toString().replace(".java", ""))
                    .map(ConformanceDocumentTest::load)
                    .collect(Collectors.toMap(Class::getSimpleName, each -> each));
        }
    }

    private static Class<?> load(String path) {
        try {
            String name = path.replace('/', '.').replace('\\', '.');
            return Class.forName(name, false, ConformanceDocumentTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    private static boolean isTest(Method method) {
        return Arrays.stream(method.getAnnotations())
                .anyMatch(each -> each.annotationType().getName().startsWith("org.junit."));
    }

    @Test
    void everyNamedTestExists() throws Exception {
        Map<String, Class<?>> tests = tests();
        List<MatchResult> named = NAMED.matcher(document()).results().toList();
        assertThat(named).hasSizeGreaterThan(100).allSatisfy(each -> {
            Class<?> test = tests.get(each.group(1));
            assertThat(test).as(each.group()).isNotNull();
            String name = each.group(2);
            assertThat(Arrays.stream(test.getDeclaredMethods())
                            .filter(method -> name == null || method.getName().equals(name))
                            .anyMatch(ConformanceDocumentTest::isTest))
                    .as(each.group())
                    .isTrue();
        });
    }

    @Test
    void everyNamedCaseExists() throws Exception {
        List<String> ids = Suite.cases().map(Case::id).toList();
        List<String> named = rows().stream()
                .flatMap(row -> CASE.matcher(row.group(4)).results())
                .map(MatchResult::group)
                .toList();
        assertThat(named)
                .hasSizeGreaterThan(50)
                .allSatisfy(
                        each -> assertThat(ids).as(each).anyMatch(id -> id.equals(each) || id.startsWith(each + ".")));
    }

    @Test
    void everyDemandSaysWhomItBindsAndWhatHoldsIt() throws Exception {
        assertThat(rows()).hasSizeGreaterThan(100).allSatisfy(row -> {
            assertThat(row.group(2)).as(row.group()).isIn("server", "client", "both");
            assertThat(row.group(4)).as(row.group()).isNotBlank();
        });
    }
}
