package dev.wsboot.core.malformed;

import dev.wsboot.core.malformed.HeadRule.Breach;
import java.util.ArrayList;
import java.util.List;

/** Requests that HTTP allows, and which are no opening handshake for this server (RFC 6455 §4.2). */
final class HandshakeRules {

    private static final String HANDSHAKE = "RFC 6455 §4.2.1";
    private static final String KEY = "RFC 6455 §4.1";
    private static final String VERSION = "RFC 6455 §4.4";
    private static final String EXTENSIONS = "RFC 6455 §9.1";
    private static final String ORIGIN = "RFC 6455 §10.2";

    private final List<HeadRule> rules = new ArrayList<>();

    private HandshakeRules() {}

    static List<HeadRule> all() {
        HandshakeRules all = new HandshakeRules();
        all.upgrades();
        all.versions();
        all.keys();
        all.subprotocols();
        all.extensions();
        all.origins();
        return all.rules;
    }

    private void add(String name, String section, int status, Breach breach) {
        rules.add(new HeadRule(name, section, status, breach));
    }

    private void upgrades() {
        add("no Upgrade", HANDSHAKE, 426, head -> head.without("Upgrade"));
        add(
                "an Upgrade to something else",
                HANDSHAKE,
                426,
                head -> head.replace(
                        "Upgrade",
                        head.oneOf(
                                "h2c",
                                "",
                                "websocket2",
                                "web socket",
                                "websocket/13",
                                "xwebsocket",
                                "h2c, TLS/1.0",
                                "\"websocket\"",
                                "websocket;q=1")));
        add("no Connection", HANDSHAKE, 426, head -> head.without("Connection"));
        add(
                "a Connection without upgrade",
                HANDSHAKE,
                426,
                head -> head.replace(
                        "Connection",
                        head.oneOf(
                                "keep-alive",
                                "close",
                                "",
                                "upgraded",
                                "keep-alive, upgrade2",
                                "up grade",
                                "Sec-WebSocket-Key",
                                "\"Upgrade\"",
                                "keep-alive; Upgrade")));
    }

    private void versions() {
        add("no Sec-WebSocket-Version", VERSION, 426, head -> head.without("Sec-WebSocket-Version"));
        add(
                "another Sec-WebSocket-Version",
                VERSION,
                426,
                head -> head.replace(
                        "Sec-WebSocket-Version",
                        head.oneOf(
                                "0",
                                "7",
                                "8",
                                "12",
                                "14",
                                "130",
                                "013",
                                "13.0",
                                "+13",
                                "",
                                "13, 8",
                                "13;",
                                "thirteen",
                                "\u00B9\u00B3")));
        add(
                "Sec-WebSocket-Version twice",
                "RFC 6455 §11.3.5",
                400,
                head -> head.field("Sec-WebSocket-Version", head.oneOf("13", "8", "")));
    }

    private void keys() {
        add("no Sec-WebSocket-Key", HANDSHAKE, 400, head -> head.without("Sec-WebSocket-Key"));
        add(
                "Sec-WebSocket-Key twice",
                "RFC 6455 §11.3.1",
                400,
                head -> head.field("Sec-WebSocket-Key", head.oneOf(head.key(), "")));
        add(
                "a key of another length",
                KEY,
                400,
                head -> head.replace(
                        "Sec-WebSocket-Key",
                        head.oneOf(
                                "",
                                "AAAA",
                                head.key().substring(4),
                                "AAAA" + head.key(),
                                "=" + head.key(),
                                head.key() + "=",
                                head.key().replace("=", ""))));
        add("a key with a character that is not in base64", KEY, 400, head -> {
            String key = head.key();
            int at = head.random.nextInt(22);
            head.replace(
                    "Sec-WebSocket-Key",
                    key.substring(0, at)
                            + head.oneOf("-", "_", "!", ",", ".", "=", "\u00E9", "@")
                            + key.substring(at + 1));
        });
        add(
                "a key whose last bits are not zero",
                "RFC 4648 §3.5",
                400,
                head -> head.replace(
                        "Sec-WebSocket-Key",
                        head.key().substring(0, 21) + head.oneOf("B", "P", "R", "Z", "h", "x", "1", "9", "+", "/")
                                + "=="));
        add(
                "a key with white space in it",
                KEY,
                400,
                head -> head.replace(
                        "Sec-WebSocket-Key", head.insert(head.key().substring(1, 23), 1, head.oneOf(" ", "\t")) + "="));
    }

    private void subprotocols() {
        add(
                "a subprotocol that is no token",
                KEY,
                400,
                head -> head.replace(
                        "Sec-WebSocket-Protocol",
                        head.oneOf("a b", "chat, x/y", "a;b", "\"chat\"", "chat(1)", "caf\u00E9", "a, b@c, d", "{}")));
        add(
                "a list of subprotocols without any",
                KEY,
                400,
                head -> head.replace("Sec-WebSocket-Protocol", head.oneOf("", ",", " , ,", ",,,")));
        add(
                "a subprotocol twice",
                KEY,
                400,
                head -> head.replace("Sec-WebSocket-Protocol", head.oneOf("chat, chat", "a,b,c,a", "a, ,a")));
        add("a subprotocol in two fields", KEY, 400, head -> {
            head.replace("Sec-WebSocket-Protocol", head.oneOf("chat", "chat, a", "b, chat"));
            head.field("Sec-WebSocket-Protocol", head.oneOf("chat", "x, chat"));
        });
    }

    private void extensions() {
        add(
                "an extension without a name",
                EXTENSIONS,
                400,
                head -> head.replace(
                        "Sec-WebSocket-Extensions", head.oneOf("; a", "=b", "a, ;b", "\"a\"", "a, =", ";")));
        add(
                "a list of extensions without any",
                EXTENSIONS,
                400,
                head -> head.replace("Sec-WebSocket-Extensions", head.oneOf("", ",", ", ,")));
        add(
                "a parameter without a name",
                EXTENSIONS,
                400,
                head -> head.replace(
                        "Sec-WebSocket-Extensions",
                        "permessage-deflate; " + head.oneOf("", "=1", "; a", ",", "\"x\"", "a; ", "=")));
        add(
                "a parameter without its value",
                EXTENSIONS,
                400,
                head -> head.replace(
                        "Sec-WebSocket-Extensions",
                        "permessage-deflate; client_max_window_bits"
                                + head.oneOf("=", "= ;a", "=, b", "==1", "=;", "=(")));
        add(
                "a bad quoted value",
                EXTENSIONS,
                400,
                head -> head.replace(
                        "Sec-WebSocket-Extensions",
                        "x; y="
                                + head.oneOf(
                                        "\"", "\"a", "\"a b\"", "\"\"", "\"a\\", "\"a\\\"", "\"a\"b", "\"a,b\"",
                                        "'a b'", "\"(\"")));
        add(
                "an extension with a character of no token",
                EXTENSIONS,
                400,
                head -> head.replace(
                        "Sec-WebSocket-Extensions",
                        head.oneOf(
                                "a b",
                                "a/b",
                                "permessage-deflate client_max_window_bits",
                                "a; b c",
                                "a; b=c d",
                                "a@b",
                                "caf\u00E9",
                                "a:b",
                                "[a]")));
    }

    private void origins() {
        add("an opaque origin", ORIGIN, 403, head -> head.replace("Origin", "null"));
        add(
                "another host's origin",
                ORIGIN,
                403,
                head -> head.replace(
                        "Origin",
                        head.oneOf("http://", "https://")
                                + head.oneOf(
                                        "evil.example",
                                        "localhost.evil.example",
                                        "evil-localhost",
                                        "127.0.0.2",
                                        "[::2]",
                                        "xlocalhost")
                                + head.oneOf("", ":" + head.port)));
        add(
                "another port's origin",
                ORIGIN,
                403,
                head -> head.replace(
                        "Origin",
                        "http://" + head.host.substring(0, head.host.lastIndexOf(':')) + ":"
                                + head.oneOf("1", "81", "444", "65535")));
        add(
                "another scheme's origin",
                ORIGIN,
                403,
                head -> head.replace(
                        "Origin", head.oneOf("ftp", "ws", "wss", "file", "chrome-extension") + "://" + head.host));
        add(
                "an origin that is none",
                ORIGIN,
                403,
                head -> head.replace(
                        "Origin",
                        head.oneOf(
                                "",
                                "*",
                                head.host,
                                "http:" + head.host,
                                "http://" + head.host + "/",
                                "http://user@" + head.host,
                                "://" + head.host,
                                "http://",
                                "NULL",
                                "http://" + head.host + " http://" + head.host,
                                "http://" + head.host + ", http://evil.example",
                                "http://*.localhost")));
        add("two origins", ORIGIN, 403, head -> {
            head.replace("Origin", "http://" + head.host);
            head.field("Origin", head.oneOf("http://" + head.host, "http://evil.example"));
        });
    }
}
