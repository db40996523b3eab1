package dev.wsboot.autoconfigure;

import java.time.Duration;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.unit.DataSize;

/** The ranges that property values must be in. A value outside fails the start and names the property, value and range. */
final class Limit {

    /** The largest array that every JVM can make. */
    private static final long LARGEST_BYTES = Integer.MAX_VALUE - 8L;

    private Limit() {}

    /** A number of at least 1. */
    static int count(String property, int value) {
        return count(property, value, Integer.MAX_VALUE);
    }

    /** A number of at least 1 and at most {@code max}. */
    static int count(String property, int value, int max) {
        require(value >= 1 && value <= max, property, value, "It must be " + range(1, max, Integer.MAX_VALUE) + ".");
        return value;
    }

    /** A size of at least a byte that an array can have. */
    static int bytes(String property, DataSize value) {
        return (int) bytes(property, value, LARGEST_BYTES);
    }

    /** A size that an array can have. */
    static int bytesOrNone(String property, DataSize value) {
        long bytes = value.toBytes();
        boolean fits = bytes >= 0 && bytes <= LARGEST_BYTES;
        require(fits, property, value, "It must be at least 0B and at most " + LARGEST_BYTES + "B.");
        return (int) bytes;
    }

    /** A size of at least a byte and at most {@code max} bytes. */
    static long bytes(String property, DataSize value, long max) {
        long bytes = value.toBytes();
        require(bytes >= 1 && bytes <= max, property, value, "It must be at least 1B and at most " + max + "B.");
        return bytes;
    }

    /** A duration that may be zero. */
    static Duration duration(String property, Duration value) {
        require(!value.isNegative(), property, value, "It must not be negative.");
        return value;
    }

    /** A duration that may not be zero. */
    static Duration positive(String property, Duration value) {
        require(!value.isNegative() && !value.isZero(), property, value, "It must be more than 0.");
        return value;
    }

    /** A text that is not blank. */
    static String text(String property, String value) {
        require(!value.isBlank(), property, value, "It must not be blank.");
        return value;
    }

    /** A TCP port, or 0. */
    static int port(String property, int value) {
        require(value >= 0 && value <= 65535, property, value, "It must be at least 0 and at most 65535.");
        return value;
    }

    static void require(boolean condition, String property, Object value, String reason) {
        if (!condition) {
            throw new InvalidConfigurationPropertyValueException(property, value, reason);
        }
    }

    private static String range(int min, int max, int unlimited) {
        return "at least " + min + (max == unlimited ? "" : " and at most " + max);
    }
}
