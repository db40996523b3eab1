package dev.wsboot.core.http;

import dev.wsboot.core.protocol.Extension;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parser of {@code Sec-WebSocket-Extensions} (RFC 6455 §9.1):
 * {@code 1#( token *( ";" token [ "=" ( token / quoted-string ) ] ) )}, where a quoted value must be a token once
 * unquoted. White space may stand around every separator (RFC 6455 §9.1 builds on RFC 2616 §2.1), and empty elements do
 * not count.
 */
public final class ExtensionOffers {

    private static final int END = -1;

    private final String text;
    private int at;

    private ExtensionOffers(String text) {
        this.text = text;
    }

    /**
     * The offers of all fields in the client's order of preference, unmodifiable; empty when there is no field.
     *
     * @param values the values of the {@code Sec-WebSocket-Extensions} fields in order
     * @return null when one of them is malformed, or when there are fields but no offer
     */
    public static @Nullable List<Extension> parse(List<String> values) {
        if (values.isEmpty()) {
            return List.of();
        }
        List<Extension> offers = new ArrayList<>(4);
        for (String value : values) {
            if (!new ExtensionOffers(value).readAll(offers)) {
                return null;
            }
        }
        return offers.isEmpty() ? null : List.copyOf(offers);
    }

    private boolean readAll(List<Extension> offers) {
        while (true) {
            while (skipped(',')) {
                // an empty element
            }
            if (next() == END) {
                return true;
            }
            Extension offer = offer();
            if (offer == null || (next() != ',' && next() != END)) {
                return false;
            }
            offers.add(offer);
        }
    }

    private @Nullable Extension offer() {
        String name = token();
        if (name == null) {
            return null;
        }
        List<Extension.Param> params = new ArrayList<>(4);
        while (skipped(';')) {
            Extension.Param param = param();
            if (param == null) {
                return null;
            }
            params.add(param);
        }
        return new Extension(name, params);
    }

    private Extension.@Nullable Param param() {
        String name = token();
        if (name == null || !skipped('=')) {
            return name == null ? null : new Extension.Param(name, null);
        }
        String value = next() == '"' ? quoted() : token();
        return value == null ? null : new Extension.Param(name, value);
    }

    /** Takes a token, or gives null and takes nothing when there is none. */
    private @Nullable String token() {
        next();
        int start = at;
        while (at < text.length() && Grammar.isTokenChar(text.charAt(at))) {
            at++;
        }
        return at > start ? text.substring(start, at) : null;
    }

    /** Takes a quoted-string (RFC 9110 §5.6.4) and gives its content, or null when it is not closed or not a token. */
    private @Nullable String quoted() {
        StringBuilder content = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return Grammar.isToken(content.toString()) ? content.toString() : null;
            }
            if (c == '\\' && ++at == text.length()) {
                return null;
            }
            content.append(text.charAt(at));
        }
        return null;
    }

    private boolean skipped(char separator) {
        boolean there = next() == separator;
        if (there) {
            at++;
        }
        return there;
    }

    /** The character behind any white space, not taken. */
    private int next() {
        while (at < text.length() && Grammar.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : END;
    }
}
