package dev.wsboot.sample.chat;

import dev.wsboot.OnClose;
import dev.wsboot.OnError;
import dev.wsboot.OnMessage;
import dev.wsboot.PathParam;
import dev.wsboot.WsDecodeException;
import dev.wsboot.WsEndpoint;
import dev.wsboot.core.WsSession;
import org.jspecify.annotations.Nullable;

/** The chat: checks what browsers send and hands it to the rooms. Bad input is answered, and the session goes on. */
@WsEndpoint("/chat/{room}")
class ChatEndpoint {

    private final ChatRooms rooms;

    ChatEndpoint(ChatRooms rooms) {
        this.rooms = rooms;
    }

    @OnMessage
    @Nullable
    ChatEvent receive(ChatCommand command, WsSession session, @PathParam String room) {
        if (command instanceof ChatCommand.Join join) {
            rooms.join(ChatLimits.room(room), session, ChatLimits.nick(join.nick()));
        } else if (command instanceof ChatCommand.Say say) {
            String id = ChatLimits.id(say.id());
            rooms.say(room, session, id, ChatLimits.text(say.text(), id));
        } else if (command instanceof ChatCommand.Ping ping) {
            return new ChatEvent.Pong(ping.id());
        }
        return null;
    }

    @OnError
    ChatEvent refused(RefusedException refusal) {
        return refusal.problem();
    }

    @OnError
    ChatEvent unreadable(WsDecodeException error) {
        return new ChatEvent.Problem("A message must be a JSON object whose \"type\" is join, say or ping.", null);
    }

    @OnClose
    void leave(WsSession session, @PathParam String room) {
        rooms.leave(room, session);
    }
}
