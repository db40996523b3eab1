package dev.wsboot.endpoint;

import dev.wsboot.WsRecipients;
import dev.wsboot.WsTemplate;
import java.util.stream.Stream;

/** Finds recipients in the registry. */
public final class PushTemplate implements WsTemplate {

    private final RegisteredSessions sessions;

    /** A template for these sessions. */
    public PushTemplate(RegisteredSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public WsRecipients session(String id) {
        return new Recipients(() -> Stream.ofNullable(sessions.registered(id)));
    }

    @Override
    public WsRecipients user(String name) {
        return new Recipients(() -> sessions.ofUser(name).stream());
    }

    @Override
    public WsRecipients endpoint(String name) {
        return new Recipients(() -> sessions.ofEndpoint(name).stream());
    }

    @Override
    public WsRecipients endpoint(Class<?> type) {
        return new Recipients(() -> sessions.ofEndpoint(type).stream().flatMap(each -> each.stream()));
    }

    @Override
    public WsRecipients all() {
        return new Recipients(() -> sessions.registered().stream());
    }
}
