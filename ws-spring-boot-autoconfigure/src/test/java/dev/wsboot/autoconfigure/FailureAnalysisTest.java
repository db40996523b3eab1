package dev.wsboot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.OnMessage;
import dev.wsboot.WsEndpoint;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** What is shown when the server cannot start. */
class FailureAnalysisTest {

    private final ApplicationContextRunner runner = Contexts.runner();

    @WsEndpoint("/echo")
    static class EchoEndpoint {

        @OnMessage
        String echo(String message) {
            return message;
        }
    }

    @Test
    void portInUseFailsTheStartAndNamesThePropertyToChange() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            runner.withBean(EchoEndpoint.class)
                    .withPropertyValues("ws.port=" + taken.getLocalPort())
                    .run(context -> {
                        assertThat(context).hasFailed();
                        FailureAnalysis analysis = Analyses.of(context.getStartupFailure());
                        assertThat(analysis.getDescription())
                                .isEqualTo("The WebSocket server could not be started. Port " + taken.getLocalPort()
                                        + " was already in use.");
                        assertThat(analysis.getAction()).contains("ws.port").contains("stop the process");
                    });
        }
    }

    @Test
    void addressOfAnotherMachineIsToldApartFromAPortInUse() {
        // 192.0.2.0/24 is for documentation and on no machine (RFC 5737).
        runner.withBean(EchoEndpoint.class)
                .withPropertyValues("ws.address=192.0.2.1")
                .run(context -> {
                    assertThat(context).hasFailed();
                    FailureAnalysis analysis = Analyses.of(context.getStartupFailure());
                    assertThat(analysis.getDescription()).contains("192.0.2.1 is not one of this machine");
                    assertThat(analysis.getAction()).contains("ws.address");
                });
    }

    @Test
    void portThatNeedsPrivilegesIsToldApartFromAPortInUse() {
        FailureAnalysis analysis =
                Analyses.of(new WsServerBindException(null, 80, new BindException("Permission denied")));
        assertThat(analysis.getDescription()).contains("may not listen on port 80");
        assertThat(analysis.getAction()).contains("at least 1024");
    }

    @Test
    void serviceLinkOfKubernetesInPlaceOfThePortIsExplained() {
        runner.withBean(EchoEndpoint.class)
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource(
                                "test-systemEnvironment", Map.of("WS_PORT", "tcp://10.96.0.17:8090"))))
                .run(context -> {
                    assertThat(context).hasFailed();
                    FailureAnalysis analysis = Analyses.of(context.getStartupFailure());
                    assertThat(analysis.getDescription())
                            .contains("tcp://10.96.0.17:8090")
                            .contains("Kubernetes")
                            .contains("service named \"ws\"");
                    assertThat(analysis.getAction()).contains("enableServiceLinks: false");
                });
    }

    @Test
    void portThatIsSimplyNoNumberIsLeftToBootsAnalysis() {
        runner.withBean(EchoEndpoint.class).withPropertyValues("ws.port=eighty").run(context -> {
            assertThat(context).hasFailed();
            assertThat(Analyses.of(context.getStartupFailure()).getDescription())
                    .contains("eighty")
                    .doesNotContain("Kubernetes");
        });
    }
}
