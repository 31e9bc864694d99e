package dev.acm.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the documentation that names tests as {@code `SomeTest#method`}, and all sources of the project. */
final class NamedTests {
    static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+)#(\\w+)`");

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern IS_TEST = Pattern.compile("@(?:Test|ParameterizedTest|Property|TestFactory)\\b");

    private final Map<String, List<String>> sources = new HashMap<>();

    NamedTests() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path folder : modules.map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(folder)) {
                    for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                            .toList()) {
                        String name = file.getFileName().toString().replace(".java", "");
                        sources.computeIfAbsent(name, any -> new ArrayList<>()).add(Files.readString(file));
                    }
                }
            }
        }
    }

    static String page(String name) throws IOException {
        return Files.readString(ROOT.resolve("docs").resolve(name));
    }

    /** The tests that are named and do not exist. */
    List<String> missing(String text) {
        return NAMED.matcher(text)
                .results()
                .filter(named -> !exists(named.group(1), named.group(2)))
                .map(MatchResult::group)
                .distinct()
                .toList();
    }

    private boolean exists(String type, String method) {
        return sources.getOrDefault(type, List.of()).stream().anyMatch(source -> declares(source, method));
    }

    // members stand in paragraphs of their own, so an annotation before the method in its paragraph is the method's
    private static boolean declares(String source, String method) {
        return Pattern.compile("\\s" + method + "\\([^()]*(?:\\([^()]*\\)[^()]*)*\\)[^;{]*\\{")
                .matcher(source)
                .results()
                .map(found -> source.substring(source.lastIndexOf("\n\n", found.start()) + 1, found.start()))
                .anyMatch(paragraph -> IS_TEST.matcher(paragraph).find());
    }
}
