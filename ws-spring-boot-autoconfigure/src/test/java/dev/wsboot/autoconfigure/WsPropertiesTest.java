package dev.wsboot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.OnMessage;
import dev.wsboot.WsEndpoint;
import dev.wsboot.core.WsCompression;
import dev.wsboot.core.WsOptions;
import dev.wsboot.core.WsServer;
import dev.wsboot.endpoint.Endpoint;
import dev.wsboot.endpoint.EndpointScanner;
import dev.wsboot.endpoint.TypeProperties;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The properties: their defaults, their ranges, and what they mean for one endpoint. */
class WsPropertiesTest {

    @WsEndpoint("/upload")
    static class FileUploadEndpoint {

        @OnMessage
        void file(byte[] file) {}
    }

    private static Endpoint upload() {
        DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
        beans.registerBeanDefinition("upload", new RootBeanDefinition(FileUploadEndpoint.class));
        return new EndpointScanner(beans, null, null, new TypeProperties("type", Map.of()))
                .scan(Set.of())
                .get(0);
    }

    private static WsProperties bind(String... pairs) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        for (int i = 0; i < pairs.length; i += 2) {
            source.put(pairs[i], pairs[i + 1]);
        }
        return new Binder(source).bindOrCreate("ws", Bindable.of(WsProperties.class));
    }

    @Test
    void defaultsOfSessionsAreThoseOfTheCore() {
        assertThat(EndpointSettings.of(new WsProperties(), upload()).options().build())
                .isEqualTo(WsOptions.DEFAULTS);
    }

    @Test
    void defaultsOfCompressionAreThoseOfTheCore() {
        WsProperties properties = bind("ws.compression.enabled", "true");
        assertThat(EndpointSettings.of(properties, upload()).options().build().compression())
                .isEqualTo(WsCompression.DEFAULTS);
    }

    @Test
    void compressionOfAnEndpointIsItsOwnWhereItSaysSo() {
        WsOptions options = EndpointSettings.of(
                        bind(
                                "ws.compression.enabled", "true",
                                "ws.compression.level", "6",
                                "ws.compression.client-context-takeover", "true",
                                "ws.compression.max-context-takeovers", "7",
                                "ws.endpoints.file-upload.compression.min-size", "0",
                                "ws.endpoints.file-upload.compression.server-context-takeover", "true",
                                "ws.endpoints.file-upload.compression.client-context-takeover", "false"),
                        upload())
                .options()
                .build();
        assertThat(options.compression()).isEqualTo(new WsCompression(0, 6, true, false, 7));
    }

    @ParameterizedTest
    @CsvSource({"true, false, false", "false, true, true", "true, true, true", "false, false, false"})
    void compressionIsSwitchedForOneEndpoint(boolean all, boolean own, boolean compressed) {
        WsProperties properties =
                bind("ws.compression.enabled", "" + all, "ws.endpoints.file-upload.compression.enabled", "" + own);
        assertThat(EndpointSettings.of(properties, upload()).options().build().compression() != null)
                .isEqualTo(compressed);
    }

    @Test
    void defaultsOfTheServerAreThoseOfTheCore() throws ReflectiveOperationException {
        WsProperties properties = new WsProperties();
        assertThat(properties.getPort()).isEqualTo(core("port"));
        assertThat(properties.getAddress()).isEqualTo(core("address"));
        assertThat(properties.getPathPrefix()).isEqualTo(core("pathPrefix"));
        assertThat(properties.getHandshake().getTimeout()).isEqualTo(core("handshakeTimeout"));
        assertThat((int) properties.getHandshake().getMaxHeaderSize().toBytes()).isEqualTo(core("maxHeaderSize"));
        assertThat(properties.getHandshake().getMaxHeaderCount()).isEqualTo(core("maxHeaderCount"));
        assertThat(properties.getShutdown().getGracePeriod()).isEqualTo(core("gracePeriod"));
        // The core's own default stands for what is not set.
        assertThat(properties.getEventLoops()).isNull();
    }

    /** What a builder of the core begins with. It has no accessors, for nobody else needs them. */
    private static Object core(String field) throws ReflectiveOperationException {
        Field declared = WsServer.Builder.class.getDeclaredField(field);
        declared.setAccessible(true);
        return declared.get(WsServer.builder());
    }

    @Test
    void blankAndZeroSwitchOff() {
        WsOptions options = EndpointSettings.of(
                        bind(
                                "ws.keepalive.idle-timeout", "",
                                "ws.keepalive.ping-interval", "0",
                                "ws.keepalive.pong-timeout", "0s",
                                "ws.outbound.stall-timeout", "0"),
                        upload())
                .options()
                .build();
        assertThat(options.idleTimeout()).isZero();
        assertThat(options.pingInterval()).isZero();
        assertThat(options.pongTimeout()).isZero();
        assertThat(options.stallTimeout()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"file-upload", "fileupload", "FILEUPLOAD", "file_upload"})
    void endpointIsFoundUnderItsRelaxedName(String key) {
        WsProperties properties = bind(
                "ws.endpoints[" + key + "].inbound.max-message-size", "8MB",
                "ws.endpoints[" + key + "].inbound.max-pending-messages", "3",
                "ws.endpoints[" + key + "].outbound.stall-timeout", "1m");
        EndpointSettings settings = EndpointSettings.of(properties, upload());
        assertThat(settings.options().build())
                .isEqualTo(WsOptions.builder()
                        .maxMessageSize(8 * 1024 * 1024)
                        .stallTimeout(Duration.ofMinutes(1))
                        .build());
        assertThat(settings.maxPendingMessages()).isEqualTo(3);
        assertThat(settings.maxPendingBytes()).isEqualTo(1024 * 1024);
    }

    @ParameterizedTest
    @CsvSource({
        "ws.port, 65536",
        "ws.port, -1",
        "ws.event-loops, 0",
        "ws.path-prefix, ws",
        "ws.path-prefix, /ws/",
        "ws.allowed-origins, example.com",
        "ws.close-timeout, 0",
        "ws.handshake.timeout, -1s",
        "ws.handshake.max-header-size, 0",
        "ws.handshake.max-header-count, 0",
        "ws.inbound.max-message-size, 2GB",
        "ws.inbound.max-pending-messages, 0",
        "ws.inbound.max-pending-bytes, 0",
        "ws.inbound.max-empty-fragments, 0",
        "ws.outbound.max-queue-size, 0",
        "ws.outbound.stall-timeout, -1s",
        "ws.compression.min-size, -1B",
        "ws.compression.min-size, 2GB",
        "ws.compression.level, 0",
        "ws.compression.level, 10",
        "ws.compression.max-context-takeovers, 0",
        "ws.keepalive.ping-interval, -1s",
        "ws.keepalive.pong-timeout, -1s",
        "ws.keepalive.idle-timeout, -1s",
        "ws.shutdown.grace-period, -1s",
        "ws.handler.max-threads, 0",
        "ws.json.type-property, ' '",
        "ws.endpoints.file-upload.json.type-property, ' '",
        "ws.endpoints.file-upload.inbound.max-message-size, 0",
        "ws.endpoints.file-upload.inbound.max-pending-messages, 1048577",
        "ws.endpoints.file-upload.compression.level, 10",
        "ws.endpoints.file-upload.compression.min-size, -1B",
    })
    void valueOutOfItsRangeFailsTheStartAndIsNamed(String property, String value) {
        ApplicationContextRunner runner = Contexts.runner();
        runner.withBean(FileUploadEndpoint.class)
                .withPropertyValues(property + "=" + value)
                .run(context -> {
                    assertThat(context).hasFailed();
                    FailureAnalysis analysis = Analyses.of(context.getStartupFailure());
                    assertThat(analysis.getDescription()).contains("'" + property + "'");
                    assertThat(analysis.getDescription()).containsAnyOf("It must ", "is not an allowed origin");
                });
    }
}
