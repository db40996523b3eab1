package dev.wsboot.core.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wsboot.core.io.Wire;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/** Family 6.5 to 6.23: short texts in one frame, valid and not, after Markus Kuhn's well-known list. */
final class Utf8Sequences {

    private static final String GREEK = "cebae1bdb9cf83cebcceb5";
    private static final String CUT_SHORT = "c0 e080 f08080 f8808080 fc80808080 df efbf f7bfbf fbbfbfbf fdbfbfbfbf";

    /** Sub-family, what it is about, whether its texts are valid, and their octets. */
    private record Row(int number, String about, boolean valid, String texts) {}

    private static final List<Row> ROWS = List.of(
            new Row(
                    5,
                    "valid samples",
                    true,
                    "68656c6c6f24776f726c64 68656c6c6fc2a2776f726c64 68656c6c6fe282ac776f726c64"
                            + " 68656c6c6ff0a4ada2776f726c64 " + GREEK),
            new Row(7, "first code point of each length", true, "00 c280 e0a080 f0908080"),
            new Row(8, "lead octets for 5 and 6 octets", false, "f888808080 fc8480808080"),
            new Row(9, "last code point of each length", true, "7f dfbf efbfbf f48fbfbf"),
            new Row(10, "last sequences of 4, 5, 6 octets", false, "f7bfbfbf fbbfbfbfbf fdbfbfbfbfbf"),
            new Row(
                    12,
                    "continuation octets alone",
                    false,
                    "80 bf 80bf 80bf80 80bf80bf 80bf80bf80 80bf80bf80bf " + range(0x80, 0xBE, "")),
            new Row(
                    13,
                    "lead octets alone, each before a space",
                    false,
                    String.join(
                            " ",
                            range(0xC0, 0xDE, "20"),
                            range(0xE0, 0xEE, "20"),
                            range(0xF0, 0xF6, "20"),
                            range(0xF8, 0xFA, "20"),
                            range(0xFC, 0xFC, "20"))),
            new Row(14, "last continuation octet missing", false, CUT_SHORT),
            new Row(15, "all of 6.14 in a row", false, CUT_SHORT.replace(" ", "")),
            new Row(16, "octets that never occur", false, "fe ff fefeffff"),
            new Row(17, "overlong slash", false, "c0af e080af f08080af f8808080af fc80808080af"),
            new Row(18, "largest overlong forms", false, "c1bf e09fbf f08fbfbf f887bfbfbf fc83bfbfbfbf"),
            new Row(19, "overlong NUL", false, "c080 e08080 f0808080 f880808080 fc8080808080"),
            new Row(20, "lone surrogates", false, "eda080 edadbf edae80 edafbf edb080 edbe80 edbfbf"),
            new Row(
                    21,
                    "surrogate pairs",
                    false,
                    "eda080edb080 eda080edbfbf edadbfedb080 edadbfedbfbf"
                            + " edae80edb080 edae80edbfbf edafbfedb080 edafbfedbfbf"),
            new Row(22, "noncharacters", true, noncharacters()),
            new Row(23, "specials near U+FFFF", true, "efbfb9 efbfba efbfbb efbfbc efbfbd efbfbe efbfbf"));

    private Utf8Sequences() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        for (Row row : ROWS) {
            addAll(cases, row.number(), row.about(), List.of(row.texts().split(" ")), i -> row.valid());
        }
        addAll(
                cases,
                6,
                "prefixes of a Greek word",
                prefixes(),
                i -> List.of(2, 5, 7, 9, 11).contains(i));
        addAll(cases, 11, "edges", List.of("ed9fbf", "ee8080", "efbfbd", "f48fbfbf", "f4908080"), i -> i < 5);
        return cases;
    }

    private static void addAll(List<Case> cases, int number, String about, List<String> texts, IntPredicate valid) {
        for (int i = 1; i <= texts.size(); i++) {
            String hex = texts.get(i - 1);
            byte[] text = Payloads.hex(hex);
            cases.add(Case.of(
                    "6." + number + "." + i,
                    "text " + hex + " (" + about + "): " + (valid.test(i) ? "comes back" : "1007"),
                    valid.test(i) ? Expected.answers(Message.text(text)) : Expected.failed(1007),
                    Step.send(new Frame(Wire.FIN | Wire.TEXT, text))));
        }
    }

    private static List<String> prefixes() {
        List<String> prefixes = new ArrayList<>();
        for (int end = 2; end <= GREEK.length(); end += 2) {
            prefixes.add(GREEK.substring(0, end));
        }
        return prefixes;
    }

    private static String range(int from, int to, String after) {
        StringBuilder all = new StringBuilder();
        for (int octet = from; octet <= to; octet++) {
            all.append(Integer.toHexString(octet)).append(after);
        }
        return all.toString();
    }

    /** The last two code points of each plane. */
    private static String noncharacters() {
        List<String> all = new ArrayList<>();
        for (int plane = 0; plane <= 0x10; plane++) {
            for (int last : Arrays.asList(0xFFFE, 0xFFFF)) {
                StringBuilder hex = new StringBuilder();
                for (byte octet : Character.toString((plane << 16) | last).getBytes(UTF_8)) {
                    hex.append(String.format("%02x", octet));
                }
                all.add(hex.toString());
            }
        }
        return String.join(" ", all);
    }
}
