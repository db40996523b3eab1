package dev.wsboot.core.malformed;

import static dev.wsboot.core.malformed.Head.MAX_BYTES;

import dev.wsboot.core.malformed.HeadRule.Breach;
import java.util.ArrayList;
import java.util.List;

/** What a request line can have wrong (RFC 9112 §3, RFC 3986 §2.1). */
final class RequestLineRules {

    private static final String LINE = "RFC 9112 §3";
    private static final String TARGET = "RFC 9112 §3.2";

    private final List<HeadRule> rules = new ArrayList<>();

    private RequestLineRules() {}

    static List<HeadRule> all() {
        RequestLineRules all = new RequestLineRules();
        all.methods();
        all.spaces();
        all.versions();
        all.targets();
        all.paths();
        all.otherProtocols();
        return all.rules;
    }

    private void add(String name, String section, int status, Breach breach) {
        rules.add(new HeadRule(name, section, status, breach));
    }

    private void methods() {
        add(
                "another method",
                "RFC 6455 §4.1",
                405,
                head -> head.method = head.oneOf(
                        "POST",
                        "PUT",
                        "DELETE",
                        "PATCH",
                        "TRACE",
                        "OPTIONS",
                        "BREW",
                        "get",
                        "Get",
                        "GETT",
                        "!#$%&'*+-.^_`|~9"));
        add("HEAD", "RFC 6455 §4.1", 405, head -> head.method = "HEAD");
        add("OPTIONS for the whole server", "RFC 9112 §3.2.4", 405, head -> {
            head.method = "OPTIONS";
            head.path = "*";
            head.query = "";
        });
        add("CONNECT", "RFC 9112 §3.2.3", 405, head -> {
            head.method = "CONNECT";
            head.path = head.oneOf("localhost:80", "db.internal:5432", "[::1]:22");
            head.query = "";
        });
        add(
                "a method that begins with no token character",
                "RFC 9110 §9.1",
                400,
                head -> head.method = notToken(head) + head.method);
        add(
                "a method with a character of no token",
                "RFC 9110 §9.1",
                400,
                head -> head.method = head.insert("GET", 1, notToken(head)));
        add("no method", "RFC 9110 §9.1", 400, head -> head.method = "");
    }

    /** A character of no token that ends no method either. */
    static String notToken(Head head) {
        int control = head.random.nextInt(32);
        String any = "" + (char) (control == '\n' || control == '\r' ? 0x7F : control)
                + (char) (0x80 + head.random.nextInt(128));
        return head.oneOf(
                "\"",
                "(",
                ")",
                ",",
                "/",
                ":",
                ";",
                "<",
                "=",
                ">",
                "?",
                "@",
                "[",
                "\\",
                "]",
                "{",
                "}",
                any.substring(0, 1),
                any.substring(1));
    }

    private void spaces() {
        add(
                "no target",
                LINE,
                400,
                head -> head.damage(text -> text.replaceFirst(" [^ ]+ HTTP", head.oneOf(" HTTP", "  HTTP"))));
        add(
                "two spaces in the request line",
                LINE,
                400,
                head -> head.damage(text -> head.random.nextBoolean()
                        ? text.replaceFirst(" ", "  ")
                        : text.replaceFirst(" HTTP", "  HTTP")));
        add(
                "a tab in the request line",
                LINE,
                400,
                head -> head.damage(text -> head.random.nextBoolean()
                        ? text.replaceFirst(" ", "\t")
                        : text.replaceFirst(" HTTP", "\tHTTP")));
        add("a space before the request line", LINE, 400, head -> head.method = head.oneOf(" ", "\t", "  ") + "GET");
        add("two empty lines before the request", "RFC 9112 §2.2", 400, head -> head.damage(text -> "\r\n\r\n" + text));
        add("a bare LF before the request", "RFC 9112 §2.2", 400, head -> head.damage(text -> "\n" + text));
        add(
                "a bare CR before the request",
                "RFC 9112 §2.2",
                400,
                head -> head.damage(text -> "\r" + text.trim() + "\r\n\r\n"));
        add("a space behind the version", LINE, 400, head -> head.version += head.oneOf(" ", "\t", "  "));
    }

    private void versions() {
        add("HTTP/1.0", "RFC 6455 §4.1", 505, head -> head.version = "HTTP/1.0");
        add(
                "another major version",
                "RFC 9110 §15.6.6",
                505,
                head -> head.version = "HTTP/" + head.oneOf("0.9", "2.0", "3.0", "9.9", "0.0", "0.1", "2.1"));
        add(
                "a version in lower case",
                "RFC 9112 §2.3",
                400,
                head -> head.version = head.oneOf("http/1.1", "Http/1.1", "HTTp/1.1"));
        add(
                "a version of another form",
                "RFC 9112 §2.3",
                400,
                head -> head.version = head.oneOf(
                        "HTTP/1,1",
                        "HTTP/11",
                        "HTTP/1.10",
                        "HTTP/01.1",
                        "HTTP 1.1",
                        "HTTP/1.",
                        "HTTP/.1",
                        "HTTP/1",
                        "HTTP/-1.1",
                        "HTTP/1.1\0",
                        "HTTP/1.x",
                        "HTTPS/1.1",
                        "WS/1.1",
                        "HTTP/\u00B9.1"));
        add(
                "no version",
                "RFC 9112 §2.3",
                400,
                head -> head.damage(text -> text.replaceFirst(" HTTP/1.1", head.oneOf("", " "))));
    }

    private void targets() {
        add("a target of another form", TARGET, 400, head -> {
            head.path = head.oneOf("chat", "*", "localhost:80", "?x", ".", "\\chat");
            head.query = "";
        });
        add("a target with a fragment", TARGET, 400, head -> head.query = head.oneOf("#", "#top", "?a=b#c", "?#"));
        add(
                "a URL with another scheme",
                TARGET,
                400,
                head -> head.path =
                        head.oneOf("ftp", "file", "javascript", "httpx", "w", "") + "://" + head.host + "/chat");
        add(
                "a URL with a bad authority",
                TARGET,
                400,
                head -> head.path = "http://"
                        + head.oneOf(
                                "",
                                "user@localhost",
                                "localhost:99999",
                                "localhost:x",
                                "[::1",
                                "a..b",
                                "a%20b",
                                "1.2.3.256",
                                "a,b")
                        + "/chat");
        add("a control character in the target", TARGET, 400, head -> {
            int control = head.random.nextInt(33);
            head.path = head.insert("/rooms/x", 1, "" + (char) (control == 32 ? 0x7F : control));
        });
        add(
                "a byte beyond ASCII in the target",
                TARGET,
                400,
                head -> head.path = head.insert("/rooms/x", 1, "" + (char) (0x80 + head.random.nextInt(128))));
        add(
                "a character that a URL escapes in the path",
                "RFC 3986 §3.3",
                400,
                head -> head.path = head.insert("/rooms/x", 1, head.oneOf("\"", "<", ">", "\\", "^", "`", "{", "}")));
        add(
                "a character that a URL escapes in the query",
                "RFC 3986 §3.4",
                400,
                head -> head.query = head.insert("?a=b", 1, head.oneOf("\"", "<", ">", "#")));
        add(
                "a path that is too long",
                "RFC 9112 §3",
                414,
                head -> head.path = "/rooms/" + "a".repeat(MAX_BYTES + head.random.nextInt(99)));
        add(
                "a query that is too long",
                "RFC 9112 §3",
                414,
                head -> head.query = "?q=" + "%20".repeat(MAX_BYTES / 3 + head.random.nextInt(99)));
        add(
                "a method that is too long",
                "RFC 9112 §3",
                414,
                head -> head.method = "G".repeat(MAX_BYTES + head.random.nextInt(99)));
    }

    private void paths() {
        add(
                "a path that leads nowhere",
                "RFC 9110 §15.5.5",
                404,
                head -> head.path = head.oneOf(
                        "/nowhere",
                        "/CHAT",
                        "/chat/",
                        "/chat/x",
                        "/rooms",
                        "/rooms/",
                        "/rooms/a/b",
                        "//chat",
                        "/chat%20",
                        "/%63hat/x"));
        add(
                "a bad escape in the path",
                "RFC 3986 §2.1",
                400,
                head -> head.path = head.insert(
                        "/rooms/x", 7, head.oneOf("%zz", "%", "%2", "%g0", "%0g", "%%20", "%u0041", "%-1")));
        add(
                "an escape in the path that is no UTF-8",
                "RFC 3986 §2.5",
                400,
                head -> head.path = head.insert(
                        "/rooms/x", 7, head.oneOf("%ff", "%C0%80", "%ed%a0%80", "%F4%90%80%80", "%e2%82", "%80")));
        add(
                "an escaped control character in the path",
                "RFC 3986 §7.3",
                400,
                head -> head.path =
                        head.insert("/rooms/x", 7, head.oneOf("%00", "%0a", "%0D", "%1f", "%7F", "%C2%85")));
        add(
                "a dot segment",
                "RFC 3986 §5.2.4",
                400,
                head -> head.path = "/rooms/"
                        + head.oneOf(
                                ".",
                                "..",
                                "../chat",
                                "./x",
                                "%2e",
                                "%2E%2e",
                                "..%2fetc",
                                "..%5cetc",
                                "x%2f..",
                                "x/../y"));
        add(
                "a bad escape in the query",
                "RFC 3986 §2.1",
                400,
                head -> head.query =
                        "?" + head.oneOf("a", "", "b=1&a") + "=" + head.oneOf("%zz", "%", "%2", "1%g0", "%0g&c=d"));
        add(
                "an escape in the query that is no UTF-8",
                "RFC 3986 §2.5",
                400,
                head -> head.query = "?" + head.oneOf("a=%ff", "%C0%80=1", "a=%ed%a0%80", "a=1&b=%e2%82", "a=%80&c"));
    }

    private void otherProtocols() {
        add(
                "a TLS ClientHello",
                "RFC 6455 §4.2.1",
                400,
                head -> head.damage(text -> "\u0016\u0003" + (char) head.random.nextInt(4) + text));
        add(
                "a frame",
                "RFC 6455 §4.1",
                400,
                head -> head.damage(text -> "" + (char) (0x80 | head.random.nextInt(11))
                        + (char) (0x80 + head.random.nextInt(128)) + text));
        add(
                "the preface of HTTP/2",
                "RFC 9113 §3.4",
                505,
                head -> head.damage(text -> "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + head.oneOf("", "\0\0\0\4\0\0\0\0\0")));
        add(
                "a request of HTTP/0.9",
                "RFC 9112 §3",
                400,
                head -> head.damage(text -> "GET " + head.path + "\r\n" + head.oneOf("", "\r\n", text)));
    }
}
