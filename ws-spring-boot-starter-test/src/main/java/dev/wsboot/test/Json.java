package dev.wsboot.test;

import java.lang.reflect.Type;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Objects to JSON and back. */
record Json(JsonMapper mapper) {

    String write(Object value) {
        return mapper.writeValueAsString(value);
    }

    /**
     * Reads a value.
     *
     * @throws JacksonException when the text is none of that type
     */
    Object read(String text, Type type) {
        return mapper.readValue(text, mapper.constructType(type));
    }
}
