package dev.wsboot.core.io;

import dev.wsboot.core.protocol.Role;
import java.util.SplittableRandom;

/** What takes the place of a side's part of the opening handshake, and of all that it sends behind that. */
enum SimulationScript {
    NONE(null, ""),
    FORBIDDEN(Role.SERVER, "HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno"),
    BUSY(Role.SERVER, "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 3\r\nContent-Length: 0\r\n\r\n"),
    WRONG_ACCEPT(
            Role.SERVER,
            String.join(
                    "\r\n",
                    "HTTP/1.1 101 Switching Protocols",
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
                    "",
                    "")),
    NO_ANSWER(Role.SERVER, "SSH-2.0-OpenSSH_9.6\r\n\r\n"),
    HALF_AN_ANSWER(Role.SERVER, "HTTP/1.1 101 Switching Prot"),
    ENDLESS_ANSWER(Role.SERVER, "HTTP/1.1 101 Switching Protocols\r\nX: " + "x".repeat(2000)),
    NO_UPGRADE(Role.CLIENT, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"),
    POST(Role.CLIENT, "POST / HTTP/1.1\r\nHost: localhost\r\n\r\n"),
    NO_REQUEST(Role.CLIENT, "\u0016\u0003\u0001 hello\r\n\r\n"),
    HALF_A_REQUEST(Role.CLIENT, "GET / HTTP/1.1\r\nHost: loc");

    /** The largest head that either side reads. */
    static final int MAX_HEAD = 1500;

    private final Role role;
    private final String text;

    SimulationScript(Role role, String text) {
        this.role = role;
        this.text = text;
    }

    static SimulationScript any(SplittableRandom random) {
        return values()[1 + random.nextInt(values().length - 1)];
    }

    boolean replaces(Role sender) {
        return role == sender;
    }

    String text() {
        return text;
    }
}
