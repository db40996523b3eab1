package dev.wsboot.core.malformed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;

/** The head of an opening handshake under construction: valid at first, in one of the many spellings that are. */
final class Head {

    static final int MAX_BYTES = 8192;
    static final int MAX_FIELDS = 64;

    private static final List<String> PATHS =
            List.of("/", "/chat", "/rooms/lobby", "/rooms/%E2%82%AC+1", "/rooms/a%2Fb");
    private static final List<String> QUERIES = List.of("", "", "?", "?a=1&b=%20&a", "?token=abc/def?x");
    private static final List<String> NOISE = List.of(
            "User-Agent: Mozilla/5.0 (X11; Linux x86_64)",
            "Cookie: a=b; c=\"d\"",
            "Accept-Language: de, en;q=0.5",
            "Cache-Control: no-cache",
            "Pragma:no-cache",
            "X-Empty:",
            "X-Latin: caf\u00E9",
            "Content-Length: 0",
            "Sec-WebSocket-Protocol: chat, superchat",
            "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits, x; y=\"z\"");

    final Random random;
    final int port;
    final String host;
    String method = "GET";
    String path;
    String query;
    String version = "HTTP/1.1";
    private final List<String> fields = new ArrayList<>();
    private UnaryOperator<String> damage = text -> text;

    /**
     * A valid head.
     *
     * @param port where it is sent to
     */
    Head(Random random, int port) {
        this.random = random;
        this.port = port;
        this.host = oneOf("localhost", "127.0.0.1", "[::1]", "LocalHost", "app.localhost") + ":" + port;
        this.path = oneOf(PATHS.toArray(String[]::new));
        this.query = oneOf(QUERIES.toArray(String[]::new));
        NOISE.stream().filter(line -> random.nextInt(4) == 0).forEach(fields::add);
        field("Host", host);
        field("Upgrade", oneOf("websocket", "WebSocket", "h2c, websocket", ",websocket,"));
        field("Connection", oneOf("Upgrade", "upgrade", "keep-alive, Upgrade"));
        field("Sec-WebSocket-Version", "13");
        field("Sec-WebSocket-Key", key());
        if (random.nextInt(3) == 0) {
            field("Origin", oneOf("http://", "https://") + host);
        }
        Collections.shuffle(fields, random);
    }

    String key() {
        byte[] nonce = new byte[16];
        random.nextBytes(nonce);
        return Base64.getEncoder().encodeToString(nonce);
    }

    String oneOf(String... values) {
        return values[random.nextInt(values.length)];
    }

    // ---- changes

    /** Adds a field anywhere, in any spelling. */
    void field(String name, String value) {
        StringBuilder line = new StringBuilder();
        String style = oneOf("as it is", "lower", "mixed");
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean lower = style.equals("lower") || (style.equals("mixed") && random.nextBoolean());
            line.append(lower ? Character.toLowerCase(c) : c);
        }
        line(line + ":" + oneOf(" ", " ", "", "\t ") + value + oneOf("", "", " ", "\t"));
    }

    /** Adds a field line as it is, anywhere. */
    void line(String line) {
        fields.add(random.nextInt(fields.size() + 1), line);
    }

    void firstLine(String line) {
        fields.add(0, line);
    }

    /** Takes all fields of a name out. */
    void without(String name) {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        fields.removeIf(line -> line.toLowerCase(Locale.ROOT).startsWith(start));
    }

    /** The one field of that name has another value. */
    void replace(String name, String value) {
        without(name);
        field(name, value);
    }

    /** Changes the line of a field picked by chance. */
    void change(UnaryOperator<String> change) {
        int i = random.nextInt(fields.size());
        fields.set(i, change.apply(fields.get(i)));
    }

    /** Changes the text of the whole head at last. */
    void damage(UnaryOperator<String> change) {
        damage = change;
    }

    /** Puts a text into another, anywhere from an index on. */
    String insert(String text, int from, String inserted) {
        int at = from + random.nextInt(text.length() - from + 1);
        return text.substring(0, at) + inserted + text.substring(at);
    }

    int fields() {
        return fields.size();
    }

    int length() {
        return text().length();
    }

    private String text() {
        return method + " " + path + query + " " + version + "\r\n" + String.join("\r\n", fields) + "\r\n\r\n";
    }

    byte[] bytes() {
        return damage.apply((random.nextInt(8) == 0 ? "\r\n" : "") + text()).getBytes(ISO_8859_1);
    }
}
