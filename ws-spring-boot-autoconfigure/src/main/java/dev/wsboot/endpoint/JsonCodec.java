package dev.wsboot.endpoint;

import dev.wsboot.WsDecodeException;
import dev.wsboot.WsEncodeException;
import java.lang.reflect.Type;

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

    /** A reader of a type whose variables are resolved. */
    Reader reader(Type type);

    /** A writer of what a method with this return type returns. */
    Writer writer(Type type);
}
