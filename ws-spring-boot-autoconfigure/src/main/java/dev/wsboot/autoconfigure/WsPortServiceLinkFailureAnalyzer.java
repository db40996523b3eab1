package dev.wsboot.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Explains a {@code ws.port} that is an address: Kubernetes sets {@code WS_PORT=tcp://10.0.0.1:80} in the containers of a
 * namespace with a service named {@code ws}. Comes before Boot's analysis, which cannot know that.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class WsPortServiceLinkFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException failure) {
        ConfigurationProperty property = failure.getProperty();
        if (property == null || !property.getName().toString().equals("ws.port")) {
            return null;
        }
        String value = String.valueOf(property.getValue());
        if (!value.startsWith("tcp://") && !value.startsWith("udp://")) {
            return null;
        }
        return new FailureAnalysis(
                "The property ws.port is \"" + value
                        + "\", which is no port. It comes from the environment variable WS_PORT,"
                        + " which Kubernetes sets in the containers of a namespace that has a service named \"ws\".",
                "Set enableServiceLinks: false in the pod's spec, or give the service another name, or set ws.port where it takes"
                        + " precedence over environment variables, as a system property or command line argument.",
                failure);
    }
}
