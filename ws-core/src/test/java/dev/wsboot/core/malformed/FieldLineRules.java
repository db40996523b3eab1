package dev.wsboot.core.malformed;

import static dev.wsboot.core.malformed.Head.MAX_BYTES;
import static dev.wsboot.core.malformed.Head.MAX_FIELDS;

import dev.wsboot.core.malformed.HeadRule.Breach;
import java.util.ArrayList;
import java.util.List;

/** What field lines can have wrong, whatever they say (RFC 9112 §2.2, §5), and too much of them. */
final class FieldLineRules {

    private static final String LINES = "RFC 9112 §2.2";
    private static final String NAMES = "RFC 9112 §5.1";
    private static final String VALUES = "RFC 9110 §5.5";
    private static final String TOO_LARGE = "RFC 6585 §5";

    private final List<HeadRule> rules = new ArrayList<>();

    private FieldLineRules() {}

    static List<HeadRule> all() {
        FieldLineRules all = new FieldLineRules();
        all.lineEnds();
        all.names();
        all.values();
        all.limits();
        return all.rules;
    }

    private void add(String name, String section, int status, Breach breach) {
        rules.add(new HeadRule(name, section, status, breach));
    }

    private void lineEnds() {
        add("a bare LF", LINES, 400, head -> head.damage(text -> replaceLineEnd(head, text, "\n")));
        add("a bare CR", LINES, 400, head -> head.damage(text -> replaceLineEnd(head, text, "\r")));
        add("a CR too much", LINES, 400, head -> head.damage(text -> replaceLineEnd(head, text, "\r\r\n")));
        add(
                "LF and CR in the wrong order",
                LINES,
                400,
                head -> head.damage(text -> replaceLineEnd(head, text, "\n\r")));
        add("nothing but bare LFs", LINES, 400, head -> head.damage(text -> text.replace("\r\n", "\n")));
        add(
                "a bare LF at the end of the head",
                LINES,
                400,
                head -> head.damage(text -> text.substring(0, text.length() - 2) + "\n"));
        add(
                "a CR within a value",
                LINES,
                400,
                head -> head.change(line -> head.insert(line, line.indexOf(':') + 1, "\r") + "x"));
        add("a field behind a CR", LINES, 400, head -> head.change(line -> line + "\rX-Smuggled: 1"));
        add("a field behind an LF", LINES, 400, head -> head.change(line -> line + "\nX-Smuggled: 1"));
        add(
                "a folded line",
                "RFC 9112 §5.2",
                400,
                head -> head.change(line ->
                        line + "\r\n" + head.oneOf(" ", "\t", "   \t") + head.oneOf("", "folded", "Host: evil")));
        add(
                "white space before the first field",
                LINES,
                400,
                head -> head.firstLine(head.oneOf(" ", "\t", "  ") + head.oneOf("X: y", "", "Host: evil")));
    }

    /** Something else in the place of one line end, but not of the last one. */
    private static String replaceLineEnd(Head head, String text, String replacement) {
        List<Integer> ends = new ArrayList<>();
        for (int at = text.indexOf("\r\n", 2); at >= 0 && at < text.length() - 2; at = text.indexOf("\r\n", at + 1)) {
            ends.add(at);
        }
        int at = ends.get(head.random.nextInt(ends.size()));
        return text.substring(0, at) + replacement + text.substring(at + 2);
    }

    private void names() {
        add(
                "white space before the colon",
                NAMES,
                400,
                head -> head.change(line -> line.replaceFirst(":", head.oneOf(" :", "\t:", "  :"))));
        add("white space within a name", NAMES, 400, head -> head.change(line -> "X" + head.oneOf(" ", "\t") + line));
        add(
                "a field without a colon",
                NAMES,
                400,
                head -> head.change(
                        line -> head.oneOf("NoColon", "Host", "Upgrade websocket", line.replace(':', ' '))));
        add("a field without a name", NAMES, 400, head -> head.line(":" + head.oneOf("", " value", " : :")));
        add(
                "a name with a character of no token",
                NAMES,
                400,
                head -> head.change(
                        line -> head.insert("X-Name", 1, notToken(head)) + line.substring(line.indexOf(':'))));
        add(
                "a name that begins with no token character",
                NAMES,
                400,
                head -> head.change(line -> notToken(head) + line));
        add("a NUL in a name", NAMES, 400, head -> head.change(line -> "X" + "\0" + line));
    }

    /** A character of no token that is no colon either. */
    private static String notToken(Head head) {
        String character = RequestLineRules.notToken(head);
        return character.equals(":") ? "@" : character;
    }

    private void values() {
        add(
                "a NUL in a value",
                VALUES,
                400,
                head -> head.change(line -> head.insert(line, line.indexOf(':') + 1, "\0")));
        add("a control character in a value", VALUES, 400, head -> {
            int control = 1 + head.random.nextInt(31);
            char character = control == '\t' || control == '\r' || control == '\n' ? 0x7F : (char) control;
            head.change(line -> head.insert(line, line.indexOf(':') + 1, "" + character));
        });
    }

    private void limits() {
        add("a field that is too large", TOO_LARGE, 431, head -> {
            int size = MAX_BYTES + head.random.nextInt(500);
            head.line(head.random.nextBoolean() ? "X-Long: " + "v".repeat(size) : "n".repeat(size) + ": v");
        });
        add("fields that are too large together", TOO_LARGE, 431, head -> {
            while (head.length() <= MAX_BYTES + head.random.nextInt(300)) {
                head.line("X-Cookie-" + head.fields() + ": " + "c".repeat(250));
            }
        });
        add("one byte too much", TOO_LARGE, 431, head -> {
            head.line("X-Pad: " + "p".repeat(MAX_BYTES + 1 - head.length() - "X-Pad: \r\n".length()));
            head.damage(String::stripLeading);
        });
        add("too many fields", TOO_LARGE, 431, head -> {
            int count = MAX_FIELDS + 1 + head.random.nextInt(3) * head.random.nextInt(100);
            while (head.fields() < count) {
                head.line(head.oneOf("A: b", "B:", "Cookie: x"));
            }
        });
    }
}
