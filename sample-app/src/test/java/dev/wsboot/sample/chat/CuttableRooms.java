package dev.wsboot.sample.chat;

import dev.wsboot.core.WsSession;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.annotation.Primary;
import tools.jackson.databind.json.JsonMapper;

/** The chat's rooms, with a pair of scissors: to be imported by a test. */
@Primary
public class CuttableRooms extends ChatRooms {

    private final Map<String, WsSession> sessions = new ConcurrentHashMap<>();

    CuttableRooms(JsonMapper json) {
        super(json);
    }

    /** Ends the connection of whoever joined a room under this name last, as the server sees fit: without a word. */
    public void cut(String room, String nick) {
        sessions.get(room + "/" + nick).abort();
    }

    @Override
    void join(String name, WsSession session, String nick) {
        sessions.put(name + "/" + nick, session);
        super.join(name, session, nick);
    }
}
