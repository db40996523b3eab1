package dev.wsboot.core.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a query in the form {@code a=1&b=2} (WHATWG URL §5.1), each name with its values in order. */
final class QueryParams {

    private QueryParams() {}

    /**
     * The decoded parameters, unmodifiable; null when an escape is malformed or not UTF-8. Other than in a path, any
     * character may come out: values are data and not names of anything.
     */
    static @Nullable Map<String, List<String>> parse(@Nullable String query) {
        if (query == null || query.isEmpty()) {
            return Map.of();
        }
        Map<String, List<String>> params = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = PercentDecoder.decodeForm(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : PercentDecoder.decodeForm(pair.substring(equals + 1));
                if (name == null || value == null) {
                    return null;
                }
                params.computeIfAbsent(name, any -> new ArrayList<>(1)).add(value);
            }
        }
        params.replaceAll((name, values) -> List.copyOf(values));
        return Collections.unmodifiableMap(params);
    }
}
