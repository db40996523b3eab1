package dev.wsboot.endpoint;

import java.util.Map;

/**
 * The names of the JSON property that tells the types of messages apart.
 *
 * @param all the name for endpoints that have none of their own
 * @param own the others, by the name of the endpoint
 */
public record TypeProperties(String all, Map<String, String> own) {

    public TypeProperties {
        own = Map.copyOf(own);
    }

    /** The name for one endpoint. */
    String of(String endpoint) {
        return own.entrySet().stream()
                .filter(entry -> EndpointNames.isSame(endpoint, entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(all);
    }
}
