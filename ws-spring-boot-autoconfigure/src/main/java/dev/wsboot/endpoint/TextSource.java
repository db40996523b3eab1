package dev.wsboot.endpoint;

import dev.wsboot.core.http.Handshake;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The places of a handshake that hold named texts. */
enum TextSource {
    PATH("path variable", "PathParam") {
        @Override
        List<String> values(Handshake handshake, String name) {
            return only(handshake.pathParams().get(name));
        }
    },
    QUERY("query parameter", "QueryParam") {
        @Override
        List<String> values(Handshake handshake, String name) {
            return handshake.queryParams().getOrDefault(name, List.of());
        }
    },
    HEADER("header field", "HeaderParam") {
        @Override
        List<String> values(Handshake handshake, String name) {
            return handshake.headers().all(name);
        }

        // Fields are named in kebab-case, and variables of Java are not.
        @Override
        String nameOf(String parameter) {
            return parameter.replaceAll("(?<=[^A-Z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
        }
    },
    COOKIE("cookie", "CookieParam") {
        @Override
        List<String> values(Handshake handshake, String name) {
            return only(handshake.cookie(name));
        }
    };

    private final String noun;
    private final String annotation;

    TextSource(String noun, String annotation) {
        this.noun = noun;
        this.annotation = annotation;
    }

    /** The texts of that name, none if there is none. */
    abstract List<String> values(Handshake handshake, String name);

    /** The name that a method's parameter of this name means. */
    String nameOf(String parameter) {
        return parameter;
    }

    /** The annotation as it is written. */
    String annotation() {
        return "@" + annotation;
    }

    /** What is found there, in words. */
    @Override
    public String toString() {
        return noun;
    }

    private static List<String> only(@Nullable String text) {
        return text == null ? List.of() : List.of(text);
    }
}
