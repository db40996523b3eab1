package dev.wsboot.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.ByteArrayResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The pages of the guide say what is true, in each of their blocks. */
class GuidePagesTest {

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @ComponentScan("dev.wsboot.guide.${page}")
    static class Application {}

    static Stream<GuidePage> pages() {
        return Stream.of("messages", "errors", "pushing", "extending").map(GuidePage::read);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyBlockIsOfAKindThatIsTested(GuidePage page) {
        assertThat(page.blocks()).hasSizeGreaterThan(4);
        assertThat(page.blocks()).extracting(GuidePage.Block::language).containsOnly("java", "dialogue", "yaml");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void codeIsPartOfWhatIsCompiled(GuidePage page) {
        List<String> sources = page.sources();
        assertThat(page.blocks("java"))
                .allSatisfy(block -> assertThat(sources).anyMatch(source -> source.contains(block)));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void dialoguesGoAsTheyAreWritten(GuidePage page) throws InterruptedException {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run("--page=" + page.name(), "--ws.port=0")) {
            int port = context.getEnvironment().getRequiredProperty("local.ws.port", Integer.class);
            for (String dialogue : page.blocks("dialogue").toList()) {
                Dialogue.hold(port, dialogue);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void propertiesAreThoseThatThereAre(GuidePage page) throws IOException {
        List<String> known = metadata();
        for (String block : page.blocks("yaml").toList()) {
            List<String> names = new YamlPropertySourceLoader()
                    .load(page.name(), new ByteArrayResource(block.getBytes(StandardCharsets.UTF_8))).stream()
                            .flatMap(source -> Arrays.stream(((EnumerablePropertySource<?>) source).getPropertyNames()))
                            .map(name -> name.replaceFirst("^ws\\.endpoints\\.[^.]+\\.", "ws."))
                            .toList();
            assertThat(names).isNotEmpty();
            assertThat(known).containsAll(names);
        }
    }

    private static List<String> metadata() throws IOException {
        List<JsonNode> all = new ArrayList<>();
        for (URL url : Collections.list(
                GuidePagesTest.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
            try (InputStream in = url.openStream()) {
                all.add(JsonMapper.shared().readTree(in));
            }
        }
        return all.stream()
                .flatMap(each -> each.get("properties").valueStream())
                .map(property -> property.get("name").asString())
                .toList();
    }
}
