package dev.wsboot.sample.chat;

import dev.wsboot.core.WsSession;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rooms that somebody is in: a room begins with its first member and ends with its last. Thread-safe: all that happens
 * in a room happens inside {@link ConcurrentHashMap#compute}, one after the other. Sending does not block.
 */
@Component
class ChatRooms {

    private static final int REMEMBERED = 50;

    private final Map<String, Room> rooms = new ConcurrentHashMap<>();
    private final JsonMapper json;

    ChatRooms(JsonMapper json) {
        this.json = json;
    }

    void join(String name, WsSession session, String nick) {
        rooms.compute(name, (key, found) -> {
            Room room = found == null ? new Room() : found;
            Member before = room.members.put(session.id(), new Member(session, nick));
            int people = room.members.size();
            if (before == null) {
                session.send(write(new ChatEvent.Welcome(people, List.copyOf(room.recent))));
                broadcast(room, new ChatEvent.Joined(nick, people, now()), session);
            } else if (!before.nick.equals(nick)) {
                broadcast(room, new ChatEvent.Renamed(before.nick, nick, now()), null);
            }
            return room;
        });
    }

    void say(String name, WsSession session, String id, String text) {
        rooms.compute(name, (key, room) -> {
            Member member = room == null ? null : room.members.get(session.id());
            if (room == null || member == null) {
                throw new RefusedException("Join the room before you say something.", id);
            }
            ChatEvent.Said said = new ChatEvent.Said(id, member.nick, text, now());
            room.remember(said);
            broadcast(room, said, null);
            return room;
        });
    }

    void leave(String name, WsSession session) {
        rooms.computeIfPresent(name, (key, room) -> {
            Member member = room.members.remove(session.id());
            if (member != null) {
                broadcast(room, new ChatEvent.Left(member.nick, room.members.size(), now()), null);
            }
            return room.members.isEmpty() ? null : room;
        });
    }

    /** Sends to all members but one; what they get is written once. A member who is gone already just does not get it. */
    private void broadcast(Room room, ChatEvent event, @Nullable WsSession except) {
        String message = write(event);
        for (Member member : room.members.values()) {
            if (except == null || !member.session.id().equals(except.id())) {
                member.session.send(message);
            }
        }
    }

    private String write(ChatEvent event) {
        return json.writeValueAsString(event);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private record Member(WsSession session, String nick) {}

    private static final class Room {

        private final Map<String, Member> members = new LinkedHashMap<>();
        private final Deque<ChatEvent.Said> recent = new ArrayDeque<>();

        private void remember(ChatEvent.Said said) {
            if (recent.size() == REMEMBERED) {
                recent.removeFirst();
            }
            recent.addLast(said);
        }
    }
}
