package dev.wsboot.guide;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the guide, which is made true by its blocks: {@code java} is code of the package of the same name below this
 * one, {@code dialogue} is what a client of those endpoints sends ({@code ->}) and receives ({@code <-}), {@code yaml} is
 * properties.
 */
record GuidePage(String name, List<Block> blocks) {

    record Block(String language, String text) {}

    private static final Pattern BLOCK = Pattern.compile("^```(\\S*)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    static GuidePage read(String name) {
        Path page = Path.of("..", "docs", "guide", name + ".md");
        Matcher block = BLOCK.matcher(content(page));
        return new GuidePage(
                name,
                block.results()
                        .map(each -> new Block(each.group(1), each.group(2)))
                        .toList());
    }

    Stream<String> blocks(String language) {
        return blocks.stream()
                .filter(block -> block.language().equals(language))
                .map(Block::text);
    }

    /** The code that the page shows parts of. */
    List<String> sources() {
        Path folder = Path.of("src", "test", "java", "dev", "wsboot", "guide", name);
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(GuidePage::content).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For the names of tests. */
    @Override
    public String toString() {
        return name;
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
