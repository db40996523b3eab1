package dev.wsboot.core.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wsboot.core.io.Wire;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Supplier;

/** Kinds of content of different compressibility, made from a seed; a message is a piece of one. */
final class Corpus {

    private static final String[] WORDS = {
        "und", "der", "Straße", "Kurs", "€", "Auftrag", "Gebot", "über", "Börse", "κόσμος", "値段", "ist", "zehn", "Zeit"
    };

    static final Corpus JSON = new Corpus("JSON", Wire.TEXT, () -> json(194_056));
    static final Corpus PICTURE = new Corpus("a picture", Wire.BINARY, () -> picture(263_222));
    static final Corpus PROSE =
            new Corpus("prose", Wire.BINARY, () -> prose(222_218).getBytes(UTF_8));
    static final Corpus HTML = new Corpus("HTML", Wire.TEXT, () -> html(263_647));
    static final Corpus NOISE = new Corpus("noise", Wire.BINARY, () -> noise(1_042_328));

    private final String name;
    private final int opcode;
    private final Supplier<Object> source;
    private Object content;

    private Corpus(String name, int opcode, Supplier<Object> source) {
        this.name = name;
        this.opcode = opcode;
        this.source = source;
        this.content = "";
    }

    int opcode() {
        return opcode;
    }

    /** A piece of that many characters, or octets where this is no text; the next one begins where this one ends. */
    byte[] piece(int number, int length) {
        Object all = content();
        return all instanceof String text
                ? cyclic(text, number, length).getBytes(UTF_8)
                : cyclic((byte[]) all, number, length);
    }

    @Override
    public String toString() {
        return name;
    }

    private synchronized Object content() {
        if (content.equals("")) {
            content = source.get();
        }
        return content;
    }

    private static String cyclic(String text, int number, int length) {
        int from = (int) ((long) number * length % (text.length() - length));
        return text.substring(from, from + length);
    }

    private static byte[] cyclic(byte[] bytes, int number, int length) {
        int from = (int) ((long) number * length % (bytes.length - length));
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    private static String json(int length) {
        Random random = new Random(7692);
        StringBuilder json = new StringBuilder(length + 200).append('[');
        while (json.length() < length) {
            json.append("{\"id\":").append(random.nextInt(1_000_000));
            json.append(",\"name\":\"").append(word(random)).append(' ').append(word(random));
            json.append("\",\"price\":").append(random.nextInt(100_000) / 100.0);
            json.append(",\"open\":").append(random.nextBoolean()).append("},\n");
        }
        return json.substring(0, length);
    }

    private static String html(int length) {
        Random random = new Random(6455);
        StringBuilder html = new StringBuilder(length + 200).append("<!DOCTYPE html>\n<table class=\"quotes\">\n");
        while (html.length() < length) {
            html.append("  <tr data-row=\"").append(random.nextInt(10_000)).append("\"><td>");
            html.append(word(random)).append("</td><td class=\"price\">").append(random.nextInt(1000));
            html.append("&nbsp;€</td></tr>\n");
        }
        return html.substring(0, length);
    }

    private static String prose(int length) {
        Random random = new Random(1951);
        StringBuilder prose = new StringBuilder(length + 40);
        while (prose.length() < length) {
            prose.append(word(random)).append(random.nextInt(12) == 0 ? ".\n" : " ");
        }
        return prose.toString();
    }

    private static byte[] picture(int length) {
        Random random = new Random(24);
        byte[] pixels = new byte[length];
        for (int i = 0; i < length; i++) {
            pixels[i] = (byte) (i / 900 + (random.nextInt(16) == 0 ? 1 : 0));
        }
        return pixels;
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(1042).nextBytes(bytes);
        return bytes;
    }

    private static String word(Random random) {
        return WORDS[random.nextInt(WORDS.length)];
    }
}
