package dev.wsboot.endpoint;

import dev.wsboot.WsDecodeException;
import dev.wsboot.WsEncodeException;
import dev.wsboot.WsUnknownTypeException;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Objects as JSON text, by whatever library the application has. Thread-safe. */
public interface JsonCodec {

    /** Reads texts as values of one type. */
    @FunctionalInterface
    interface Reader {

        /**
         * The value that the text describes.
         *
         * @throws WsDecodeException when it describes none
         */
        Object read(String text);
    }

    /** Writes values as texts. */
    @FunctionalInterface
    interface Writer {

        /**
         * The text that describes the value.
         *
         * @throws WsEncodeException when there is none
         */
        String write(Object value);
    }

    /**
     * One of the types that a property tells apart.
     *
     * @param name the property's value for it
     * @param target what values of the type are for
     */
    record NamedType<T>(String name, Type type, T target) {}

    /** A value with what it is for. */
    record Typed<T>(T target, Object value) {}

    /** Reads texts as values of the type that a property in them names. */
    @FunctionalInterface
    interface TypedReader<T> {

        /**
         * The value that the text describes; null when it names no type and others are welcome.
         *
         * @throws WsUnknownTypeException when it names no type and others are not welcome
         * @throws WsDecodeException when it describes no value of the type that it names
         */
        @Nullable
        Typed<T> read(String text);
    }

    /**
     * How the library by itself tells the types apart that a value may be of.
     *
     * @param property the property that it uses, null when it does it in another way
     * @param names the property's values
     */
    record OwnNames(@Nullable String property, Set<String> names) {}

    /** A reader of a type whose variables are resolved. */
    Reader reader(Type type);

    /** A writer of what a method with this return type returns. */
    Writer writer(Type type);

    /** Whether the type takes whatever JSON there is, or whatever object. */
    boolean isFreeForm(Type type);

    /** How the library tells the subtypes of the type apart; null when it does not. */
    @Nullable
    OwnNames ownNames(Type type);

    /** The type as the sub-type of another. */
    Type subtype(Type type, Class<?> subclass);

    /**
     * A reader of types that a property tells apart.
     *
     * @param othersWelcome whether a text that names no type is no error
     */
    <T> TypedReader<T> typedReader(String property, List<NamedType<T>> types, boolean othersWelcome);

    /**
     * The property as it is written into an object of the class; empty when the library writes one by itself, or the object
     * has a property of that name, or its properties are not known.
     */
    String tag(String property, String name, Class<?> type);
}
