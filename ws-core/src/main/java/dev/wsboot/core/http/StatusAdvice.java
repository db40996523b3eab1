package dev.wsboot.core.http;

/** What an answer other than 101 means for somebody who wanted a WebSocket (RFC 6455 §4.1, RFC 9110 §15). */
final class StatusAdvice {

    private StatusAdvice() {}

    static String of(ResponseHead response) {
        String reason = response.reason().isEmpty() ? "" : " " + Escaped.of(response.reason());
        return "the server answered " + response.status() + reason + " and not 101 (RFC 6455 §4.1): "
                + advice(response);
    }

    private static String advice(ResponseHead response) {
        HeaderFields headers = response.headers();
        int status = response.status();
        return switch (status) {
            case 400 -> "it does not take the request for an opening handshake; a proxy before it may have lost a part";
            case 401 ->
                "it wants to know who connects, send an Authorization header" + shown(headers, "WWW-Authenticate");
            case 403 ->
                "it does not let this client in; Origin, cookies and credentials of the request may decide that";
            case 404, 410 -> "it has no WebSocket endpoint at this path";
            case 405 -> "what is at this path does not take GET and is no WebSocket endpoint";
            case 407 -> "a proxy on the way wants to know who connects" + shown(headers, "Proxy-Authenticate");
            case 426 ->
                "it wants another protocol or another version"
                        + shown(headers, "Upgrade")
                        + shown(headers, "Sec-WebSocket-Version");
            case 429 -> "it has had too many requests, try again later" + shown(headers, "Retry-After");
            case 503 -> "it cannot take this connection now, try again later" + shown(headers, "Retry-After");
            default -> ofClass(status, headers);
        };
    }

    private static String ofClass(int status, HeaderFields headers) {
        return switch (status / 100) {
            case 1 -> "an interim answer, behind which another one has to come (RFC 9110 §15.2)";
            case 2 -> "what is at this path is plain HTTP and no WebSocket endpoint";
            case 3 ->
                headers.contains("Location")
                        ? "redirects are not followed, connect there yourself if you trust it"
                                + shown(headers, "Location")
                        : "redirects are not followed, and this one says not where to";
            case 4 -> "it refuses the request";
            case 5 -> "it, or a proxy before it, failed; its log may say why" + shown(headers, "Retry-After");
            default -> "HTTP gives no meaning to this status (RFC 9110 §15)";
        };
    }

    private static String shown(HeaderFields headers, String name) {
        return headers.contains(name) ? "; " + name + ": " + Escaped.of(String.join(", ", headers.all(name))) : "";
    }
}
