package dev.wsboot.benchmarks.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** What is left of a command line while its options are taken from it. */
final class Arguments {

    private final List<String> rest;

    Arguments(List<String> args) {
        this.rest = new ArrayList<>(args);
    }

    boolean flag(String option) {
        return rest.remove(option);
    }

    String text(String option, String otherwise) {
        int at = rest.indexOf(option);
        if (at < 0) {
            return otherwise;
        }
        if (at + 1 == rest.size() || rest.get(at + 1).startsWith("--")) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        rest.remove(at);
        String value = rest.remove(at);
        if (rest.contains(option)) {
            throw new IllegalArgumentException(option + " is given twice");
        }
        return value;
    }

    boolean isNone(String option) {
        int at = rest.indexOf(option);
        return at >= 0
                && at + 1 < rest.size()
                && rest.get(at + 1).equals("none")
                && !text(option, "").isEmpty();
    }

    <T> List<T> list(String option, List<T> otherwise, Function<String, T> named) {
        String value = text(option, "");
        return value.isEmpty()
                ? otherwise
                : Arrays.stream(value.split(",", -1))
                        .map(String::strip)
                        .map(named)
                        .toList();
    }

    List<String> words(String option, String otherwise) {
        String value = text(option, otherwise).strip();
        return value.isEmpty() ? List.of() : List.of(value.split("\\s+"));
    }

    int number(String option, int otherwise, int least, int most) {
        return (int) decimal(option, otherwise, least, most, true);
    }

    double decimal(String option, double otherwise, double least, double most) {
        return decimal(option, otherwise, least, most, false);
    }

    private double decimal(String option, double otherwise, double least, double most, boolean whole) {
        String value = text(option, "");
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            double number = whole ? Integer.parseInt(value) : Double.parseDouble(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(option + " is \"" + value + "\", it must be a "
                + (whole ? "whole number within " + (long) least : "number within " + least) + " and "
                + (whole ? String.valueOf((long) most) : String.valueOf(most)));
    }

    void refuseTheRest() {
        if (!rest.isEmpty()) {
            throw new IllegalArgumentException("unknown option \"" + rest.get(0) + "\"; --help lists those there are");
        }
    }
}
