package dev.wsboot.sample.chat;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a browser is told. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
sealed interface ChatEvent {

    /** You are in: so many people are here now, yourself included, and this was said last, the oldest first. */
    @JsonTypeName("welcome")
    record Welcome(int people, List<Said> recent) implements ChatEvent {}

    /** Somebody else came; {@code people} are here now. */
    @JsonTypeName("joined")
    record Joined(String nick, int people, Instant at) implements ChatEvent {}

    /** Somebody left; {@code people} are still here. */
    @JsonTypeName("left")
    record Left(String nick, int people, Instant at) implements ChatEvent {}

    /** Somebody, perhaps yourself, goes by another name now. */
    @JsonTypeName("renamed")
    record Renamed(String from, String to, Instant at) implements ChatEvent {}

    /** Somebody, perhaps yourself, said something; {@code at} is the server's time. */
    @JsonTypeName("said")
    record Said(String id, String nick, String text, Instant at) implements ChatEvent {}

    /** The answer to a {@link ChatCommand.Ping}. */
    @JsonTypeName("pong")
    record Pong(long id) implements ChatEvent {}

    /**
     * What you sent had no effect, for this reason.
     *
     * @param ref the id of the message that was refused, null when it was none or had none
     */
    @JsonTypeName("problem")
    record Problem(String message, @Nullable String ref) implements ChatEvent {}
}
