package dev.wsboot.core.malformed;

import dev.wsboot.core.malformed.HeadRule.Breach;
import java.util.ArrayList;
import java.util.List;

/** Requests for a host that cannot be meant, and requests with a body (RFC 9112 §3.2, §6). */
final class RequestRules {

    private static final String HOST = "RFC 9112 §3.2";
    private static final String BODY = "RFC 9112 §6";
    private static final String BODY_LENGTH = "RFC 9112 §6.3";
    private static final String ORIGIN = "RFC 6455 §10.2";

    private final List<HeadRule> rules = new ArrayList<>();

    private RequestRules() {}

    static List<HeadRule> all() {
        RequestRules all = new RequestRules();
        all.hosts();
        all.bodies();
        return all.rules;
    }

    private void add(String name, String section, int status, Breach breach) {
        rules.add(new HeadRule(name, section, status, breach));
    }

    private void hosts() {
        add("no Host", HOST, 400, head -> head.without("Host"));
        add("the same Host twice", HOST, 400, head -> head.field("Host", head.host));
        add(
                "two Hosts",
                HOST,
                400,
                head -> head.field("Host", head.oneOf("evil.example", "localhost", "127.0.0.1:1", "")));
        add("an empty Host", HOST, 400, head -> head.replace("Host", ""));
        add(
                "a Host that is more than a host",
                HOST,
                400,
                head -> head.replace(
                        "Host",
                        head.oneOf(
                                "http://" + head.host,
                                head.host + "/",
                                "user@" + head.host,
                                head.host + "?x",
                                head.host + "#",
                                "a.example, b.example",
                                head.host + " x",
                                "local host")));
        add(
                "a Host with a bad name",
                HOST,
                400,
                head -> head.replace(
                        "Host",
                        head.oneOf(
                                "a..b",
                                ".localhost",
                                "loc%61lhost",
                                "caf\u00E9",
                                "a*b",
                                "a;b",
                                "a!b",
                                "x".repeat(256),
                                "(a)")));
        add(
                "a Host with a bad address",
                HOST,
                400,
                head -> head.replace(
                        "Host",
                        head.oneOf(
                                "127.0.0.256",
                                "127.1",
                                "0x7f.0.0.1",
                                "127.0.0.01",
                                "1.2.3.4.5",
                                "2130706433",
                                "[::1",
                                "[::g]",
                                "[1:2]",
                                "[::1%25lo]",
                                "[]",
                                "::1")));
        add(
                "a Host with a bad port",
                HOST,
                400,
                head -> head.replace(
                        "Host",
                        "localhost:"
                                + head.oneOf(
                                        "0", "65536", "99999", "-1", "+80", "80x", "8 0", "080808", "x", "80:80")));
        add("a Host that is not on this machine", ORIGIN, 403, head -> {
            head.without("Origin");
            head.replace(
                    "Host",
                    head.oneOf(
                                    "evil.example",
                                    "localhost.evil.example",
                                    "evil-localhost",
                                    "10.0.0.1",
                                    "[2001:db8::1]",
                                    "128.0.0.1")
                            + ":" + head.port);
        });
    }

    private void bodies() {
        add(
                "a body",
                BODY,
                400,
                head -> head.replace(
                        "Content-Length", head.oneOf("1", "5", "00", "0005", "2147483648", "99999999999999999999")));
        add("a chunked body", BODY, 400, head -> {
            head.without("Content-Length");
            head.field("Transfer-Encoding", head.oneOf("chunked", "Chunked", "CHUNKED"));
        });
        add("two kinds of length", BODY_LENGTH, 400, head -> {
            head.replace("Content-Length", head.oneOf("0", "5", "6"));
            head.field("Transfer-Encoding", head.oneOf("chunked", "identity"));
        });
        add("the same length twice", BODY_LENGTH, 400, head -> {
            head.replace("Content-Length", "0");
            head.field("Content-Length", "0");
        });
        add("two lengths", BODY_LENGTH, 400, head -> {
            head.replace("Content-Length", head.oneOf("0", "5"));
            head.field("Content-Length", head.oneOf("1", "6"));
        });
        add(
                "a length that is no number",
                BODY_LENGTH,
                400,
                head -> head.replace(
                        "Content-Length",
                        head.oneOf(
                                "", "-1", "+0", "0x0", "0 0", "0, 0", "5, 5", "0;", "zero", "0.0", "\u00B2", "1e1")));
        add("a transfer coding other than chunked", BODY_LENGTH, 400, head -> {
            head.without("Content-Length");
            head.field(
                    "Transfer-Encoding",
                    head.oneOf(
                            "gzip, chunked",
                            "chunked, chunked",
                            "xchunked",
                            "chunked;q=1",
                            "identity",
                            "",
                            "chunked, identity",
                            "chunked x",
                            "chunked\u00A0"));
        });
        add("two transfer codings", BODY_LENGTH, 400, head -> {
            head.without("Content-Length");
            head.field("Transfer-Encoding", "chunked");
            head.field("Transfer-Encoding", head.oneOf("chunked", "identity", "x"));
        });
    }
}
