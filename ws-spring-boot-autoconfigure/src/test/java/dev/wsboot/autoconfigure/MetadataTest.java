package dev.wsboot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an IDE shows of the properties. */
class MetadataTest {

    private static JsonNode metadata;

    @BeforeAll
    static void read() throws Exception {
        List<URL> resources = Collections.list(
                MetadataTest.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"));
        for (URL resource : resources) {
            try (InputStream in = resource.openStream()) {
                JsonNode candidate = JsonMapper.shared().readTree(in);
                if (properties(candidate)
                        .anyMatch(property -> property.get("name").asString().equals("ws.port"))) {
                    metadata = candidate;
                }
            }
        }
    }

    private static Stream<JsonNode> properties(JsonNode metadata) {
        return metadata.get("properties").valueStream();
    }

    private static JsonNode property(String name) {
        return properties(metadata)
                .filter(property -> property.get("name").asString().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no property " + name));
    }

    @Test
    void everyPropertyHasATypeAndADescriptionThatIsASentence() {
        assertThat(properties(metadata)).hasSizeGreaterThan(20).allSatisfy(property -> {
            assertThat(property.get("name").asString()).startsWith("ws.");
            assertThat(property.path("type").asString()).as(property.toString()).isNotEmpty();
            assertThat(property.path("description").asString())
                    .as(property.toString())
                    .matches("(?s)[A-Z].{15,}\\.");
        });
    }

    @Test
    void defaultsAreShown() {
        assertThat(property("ws.port").get("defaultValue").asInt()).isEqualTo(8090);
        assertThat(property("ws.inbound.max-message-size").get("defaultValue").asString())
                .isEqualTo("256KB");
        assertThat(property("ws.keepalive.ping-interval").get("defaultValue").asString())
                .isEqualTo("25s");
        assertThat(property("ws.outbound.overflow").get("defaultValue").asString())
                .isEqualTo("close");
        assertThat(property("ws.compression.min-size").get("defaultValue").asString())
                .isEqualTo("1KB");
        assertThat(property("ws.compression.enabled").get("defaultValue").asBoolean())
                .isFalse();
        assertThat(property("ws.json.type-property").get("defaultValue").asString())
                .isEqualTo("type");
        assertThat(property("ws.allowed-origins").get("defaultValue").get(0).asString())
                .isEqualTo("same-host");
    }

    @Test
    void valuesOfAllowedOriginsAreOffered() {
        assertThat(metadata.get("hints")
                        .valueStream()
                        .filter(hint -> hint.get("name").asString().equals("ws.allowed-origins"))
                        .flatMap(hint -> hint.get("values").valueStream())
                        .map(value -> value.get("value").asString()))
                .contains("same-host", "*");
    }
}
