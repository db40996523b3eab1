package dev.wsboot.sample.chat;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the chat takes. Each method returns the value in the form that is kept, or refuses it with a word to the user. */
final class ChatLimits {

    static final int NICK = 24;
    static final int TEXT = 500;

    private static final Pattern ROOM = Pattern.compile("[a-z0-9-]{1,32}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private ChatLimits() {}

    static String room(String room) {
        if (!ROOM.matcher(room).matches()) {
            throw new RefusedException("A room's name is 1 to 32 lower case letters, digits and hyphens.");
        }
        return room;
    }

    static String nick(@Nullable String nick) {
        String name = nick == null ? "" : nick.strip();
        if (name.isEmpty() || name.length() > NICK) {
            throw new RefusedException("A name has 1 to " + NICK + " characters; this one has " + name.length() + ".");
        }
        if (!isText(name) || name.chars().anyMatch(Character::isISOControl)) {
            throw new RefusedException("A name is one line of text.");
        }
        return name;
    }

    static String id(@Nullable String id) {
        if (id == null || !ID.matcher(id).matches()) {
            throw new RefusedException("A message needs an id of 1 to 64 letters, digits and hyphens.");
        }
        return id;
    }

    static String text(@Nullable String text, String id) {
        if (text == null || text.isBlank()) {
            throw new RefusedException("There is no text in the message.", id);
        }
        if (text.length() > TEXT) {
            throw new RefusedException(
                    "A message has at most " + TEXT + " characters; this one has " + text.length() + ".", id);
        }
        if (!isText(text)) {
            throw new RefusedException("The message is no valid text.", id);
        }
        return text;
    }

    /** Whether it has a UTF-8 form: JSON can spell half of a surrogate pair. */
    private static boolean isText(String value) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(value);
    }
}
