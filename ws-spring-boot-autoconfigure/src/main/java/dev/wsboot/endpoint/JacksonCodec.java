package dev.wsboot.endpoint;

import dev.wsboot.WsDecodeException;
import dev.wsboot.WsEncodeException;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.DeserializationProblemHandler;
import tools.jackson.databind.json.JsonMapper;

/** JSON by Jackson 3, as the application has configured it. */
public final class JacksonCodec implements JsonCodec {

    private final JsonMapper mapper;
    private final JacksonTypes types;

    /** A codec on this mapper. */
    public JacksonCodec(JsonMapper mapper) {
        this.mapper = mapper;
        this.types = new JacksonTypes(mapper);
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

    @Override
    public boolean isFreeForm(Type type) {
        return JacksonTypes.isFreeForm(mapper.constructType(type));
    }

    @Override
    public @Nullable OwnNames ownNames(Type type) {
        return types.ownNames(mapper.constructType(type));
    }

    @Override
    public Type subtype(Type type, Class<?> subclass) {
        return mapper.getTypeFactory().constructSpecializedType(mapper.constructType(type), subclass);
    }

    @Override
    public <T> TypedReader<T> typedReader(String property, List<NamedType<T>> named, boolean othersWelcome) {
        Map<String, JacksonTypedReader.Target<T>> targets = new HashMap<>();
        for (NamedType<T> each : named) {
            JavaType type = mapper.constructType(each.type());
            boolean whole = types.ownNames(type) != null || types.reads(type, property);
            ObjectReader reader = whole
                    ? mapper.readerFor(type).with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    : mapper.readerFor(type).withHandler(new NoSecond(property));
            targets.put(each.name(), new JacksonTypedReader.Target<>(each.target(), type, reader, whole));
        }
        return new JacksonTypedReader<>(mapper.reader(), property, targets, othersWelcome);
    }

    @Override
    public String tag(String property, String name, Class<?> type) {
        JavaType source = mapper.constructType(type);
        return JacksonTypes.isFreeForm(source) || types.ownNames(source) != null || types.writes(source, property)
                ? ""
                : mapper.writeValueAsString(property) + ":" + mapper.writeValueAsString(name);
    }

    /** Refuses a property of the outermost object that was there already and told its type. */
    private static final class NoSecond extends DeserializationProblemHandler {

        private final String property;

        private NoSecond(String property) {
            this.property = property;
        }

        @Override
        public boolean handleUnknownProperty(
                DeserializationContext context,
                JsonParser parser,
                ValueDeserializer<?> deserializer,
                Object bean,
                String name) {
            if (name.equals(property) && isOutermost(context.getParser(), parser)) {
                throw JacksonTypedReader.repeated(property);
            }
            return false;
        }

        /**
         * Whether the object is the outermost one.
         *
         * @param source reads the message
         * @param parser has the property; another than the source when properties were put by until their object was made,
         *     and the source is past that object
         */
        private static boolean isOutermost(JsonParser source, JsonParser parser) {
            TokenStreamContext outside = source.streamReadContext();
            return parser.equals(source)
                    ? outside.getParent() != null && outside.getParent().inRoot()
                    : outside.inRoot();
        }
    }
}
