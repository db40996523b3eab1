package dev.wsboot.sample.chat;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;

/** What a browser sends; nothing in it has been checked. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
sealed interface ChatCommand {

    /** Enters the room under a name, or takes another name in it. */
    @JsonTypeName("join")
    record Join(@Nullable String nick) implements ChatCommand {}

    /**
     * Says something to everybody in the room, the sender included.
     *
     * @param id what the sender recognises the message by
     */
    @JsonTypeName("say")
    record Say(@Nullable String id, @Nullable String text) implements ChatCommand {}

    /** Asks for a {@link ChatEvent.Pong} with the same number. */
    @JsonTypeName("ping")
    record Ping(long id) implements ChatCommand {}
}
