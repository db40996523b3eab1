package dev.wsboot.guide.pushing;

import dev.wsboot.OnMessage;
import dev.wsboot.WsEndpoint;
import dev.wsboot.WsSessions;
import java.util.List;

@WsEndpoint("/status")
class StatusEndpoint {

    record Status(int sessions, List<String> peers) {}

    private final WsSessions sessions;

    StatusEndpoint(WsSessions sessions) {
        this.sessions = sessions;
    }

    @OnMessage
    Status status(String message) {
        List<String> peers = sessions.endpoint(StatusEndpoint.class)
                .map(session -> session.remoteAddress().getHostString())
                .toList();
        return new Status(sessions.countOfEndpoint("status"), peers);
    }
}
