package dev.wsboot.endpoint;

import dev.wsboot.Execution;
import java.util.List;

/** An endpoint bean, checked and prepared. Immutable, and shared by all its sessions. */
public final class Endpoint {

    private final Class<?> type;
    private final String name;
    private final String path;
    private final List<String> subprotocols;
    private final Execution execution;
    private final EndpointMethods methods;

    Endpoint(
            Class<?> type,
            String name,
            String path,
            List<String> subprotocols,
            Execution execution,
            EndpointMethods methods) {
        this.type = type;
        this.name = name;
        this.path = path;
        this.subprotocols = List.copyOf(subprotocols);
        this.execution = execution;
        this.methods = methods;
    }

    /** The class that the annotations are on. */
    public Class<?> type() {
        return type;
    }

    /** The name, as under {@code ws.endpoints}. */
    public String name() {
        return name;
    }

    /** Whether a key under {@code ws.endpoints} means this endpoint; relaxed as property names are. */
    public boolean isCalled(String key) {
        return EndpointNames.isSame(name, key);
    }

    /** The path template, with placeholders resolved. */
    public String path() {
        return path;
    }

    /** The subprotocols, the preferred one first. */
    public List<String> subprotocols() {
        return subprotocols;
    }

    /** Where its methods are to be called. */
    Execution execution() {
        return execution;
    }

    EndpointMethods methods() {
        return methods;
    }

    /** As the start-up line shows it: path and name. */
    @Override
    public String toString() {
        return path + " (" + name + ")";
    }
}
