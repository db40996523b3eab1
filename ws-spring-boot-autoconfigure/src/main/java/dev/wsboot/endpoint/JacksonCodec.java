package dev.wsboot.endpoint;

import dev.wsboot.WsDecodeException;
import dev.wsboot.WsEncodeException;
import java.lang.reflect.Type;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** JSON by Jackson 3, as the application has configured it. */
public final class JacksonCodec implements JsonCodec {

    private final JsonMapper mapper;

    /** A codec on this mapper. */
    public JacksonCodec(JsonMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public Reader reader(Type type) {
        JavaType target = mapper.constructType(type);
        ObjectReader reader = mapper.readerFor(target);
        return text -> read(reader, target, text);
    }

    private static Object read(ObjectReader reader, JavaType target, String text) {
        Object value;
        try {
            value = reader.readValue(text);
        } catch (JacksonException e) {
            throw new WsDecodeException("The message is no JSON of " + target.toCanonical(), e);
        }
        if (value == null) {
            throw new WsDecodeException("The message is null, but a " + target.toCanonical() + " is asked for");
        }
        return value;
    }

    @Override
    public Writer writer(Type type) {
        JavaType source = mapper.constructType(type);
        // The element type of a container says which type information its elements carry; a plain object is written by
        // its
        // own class, or a declared supertype would hide its properties.
        ObjectWriter writer = source.isContainerType() ? mapper.writerFor(source) : mapper.writer();
        return value -> {
            try {
                return writer.writeValueAsString(value);
            } catch (JacksonException e) {
                throw new WsEncodeException(
                        "The answer of type " + value.getClass().getName() + " has no JSON form", e);
            }
        };
    }
}
