package dev.wsboot.endpoint;

import dev.wsboot.core.http.Escaped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;

/** The path variables that the methods of one endpoint ask for, each with its type: converted once for a session. */
final class PathArguments {

    private record Request(String variable, TypeDescriptor type) {}

    /** Signals that the value of a variable cannot be converted. The message may be logged. */
    static final class Unconvertible extends Exception {

        private Unconvertible(Request request, String value, @Nullable Throwable cause) {
            super(
                    "the path variable " + request.variable + " is \"" + Escaped.of(value) + "\", which is no "
                            + request.type.getType().getSimpleName(),
                    cause);
        }
    }

    private static final TypeDescriptor TEXT = TypeDescriptor.valueOf(String.class);

    private final ConversionService conversions;
    private final List<Request> requests = new ArrayList<>();

    PathArguments(ConversionService conversions) {
        this.conversions = conversions;
    }

    /** Whether a variable's text can become a value of the type at all. */
    boolean canConvertTo(TypeDescriptor type) {
        return conversions.canConvert(TEXT, type);
    }

    /** The place of a variable of this type in what {@link #convert} returns. Called while the endpoint is prepared. */
    int indexOf(String variable, TypeDescriptor type) {
        Request request = new Request(variable, type);
        int index = requests.indexOf(request);
        if (index < 0) {
            requests.add(request);
            index = requests.size() - 1;
        }
        return index;
    }

    boolean isEmpty() {
        return requests.isEmpty();
    }

    /**
     * The values for one session.
     *
     * @param values the decoded values of all variables of the path
     */
    Object[] convert(Map<String, String> values) throws Unconvertible {
        Object[] converted = new Object[requests.size()];
        for (int i = 0; i < converted.length; i++) {
            converted[i] = convert(requests.get(i), values);
        }
        return converted;
    }

    private Object convert(Request request, Map<String, String> values) throws Unconvertible {
        String text = values.getOrDefault(request.variable, "");
        Object value;
        try {
            value = conversions.convert(text, TEXT, request.type);
        } catch (RuntimeException e) {
            throw new Unconvertible(request, text, e);
        }
        if (value == null) {
            throw new Unconvertible(request, text, null);
        }
        return value;
    }
}
