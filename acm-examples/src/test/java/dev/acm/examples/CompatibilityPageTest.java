package dev.acm.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page that compares with ACM names tests that exist, answers every question, and says of everything where it stands. */
class CompatibilityPageTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+)#(\\w+)`");
    private static final Pattern QUESTION = Pattern.compile("(?m)^\\| (\\d+) \\|(.*)\\|$");

    private static final Pattern IS_TEST = Pattern.compile("@(?:Test|ParameterizedTest|Property|TestFactory)\\b");

    private static String page;
    private static final Map<String, List<String>> SOURCES = new HashMap<>();

    @BeforeAll
    static void read() throws IOException {
        page = Files.readString(ROOT.resolve("docs/acm-compatibility.md"));
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path sources : modules.map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(sources)) {
                    for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                            .toList()) {
                        String name = file.getFileName().toString().replace(".java", "");
                        SOURCES.computeIfAbsent(name, any -> new ArrayList<>()).add(Files.readString(file));
                    }
                }
            }
        }
    }

    private static List<String> missing(String text) {
        return NAMED.matcher(text)
                .results()
                .filter(named -> !exists(named.group(1), named.group(2)))
                .map(MatchResult::group)
                .distinct()
                .toList();
    }

    private static boolean exists(String type, String method) {
        return SOURCES.getOrDefault(type, List.of()).stream().anyMatch(source -> declares(source, method));
    }

    // members stand in paragraphs of their own, so an annotation before the method in its paragraph is the method's
    private static boolean declares(String source, String method) {
        return Pattern.compile("\\s" + method + "\\([^()]*(?:\\([^()]*\\)[^()]*)*\\)[^;{]*\\{")
                .matcher(source)
                .results()
                .map(found -> source.substring(source.lastIndexOf("\n\n", found.start()) + 1, found.start()))
                .anyMatch(paragraph -> IS_TEST.matcher(paragraph).find());
    }

    @Test
    void everyTestNamed_exists() {
        assertThat(NAMED.matcher(page).results().count()).isGreaterThan(100);
        assertThat(missing(page)).isEmpty();
    }

    @Test
    void control_testThatDoesNotExist_isFound() {
        assertThat(missing("`ManagerTest#doesWhatNobodyWrote`")).hasSize(1);
        assertThat(missing("`NobodyWroteThisTest#renewTenYears_neverExpires`")).hasSize(1);
        // a method of a test class that is no test
        assertThat(missing("`CompatibilityPageTest#missing`")).hasSize(1);
        assertThat(missing("`CompatibilityPageTest#everyTestNamed_exists`")).isEmpty();
    }

    @Test
    void everyQuestion_hasATestOrSaysWhyNot() {
        List<Integer> numbers = new ArrayList<>();
        Matcher question = QUESTION.matcher(page);
        while (question.find()) {
            numbers.add(Integer.parseInt(question.group(1)));
            assertThat(question.group(2))
                    .as("question " + question.group(1))
                    .matches(answer ->
                            NAMED.matcher(answer).find() || answer.contains("left out") || answer.contains("not yet"));
        }

        assertThat(numbers)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 83).boxed().toList());
    }

    @Test
    void everyOperation_isThere() {
        assertThat(List.of(
                        "RequestCertificate",
                        "DescribeCertificate",
                        "ListCertificates",
                        "SearchCertificates",
                        "GetCertificate",
                        "ImportCertificate",
                        "ExportCertificate",
                        "RenewCertificate",
                        "RevokeCertificate",
                        "DeleteCertificate",
                        "ResendValidationEmail",
                        "UpdateCertificateOptions",
                        "AddTagsToCertificate",
                        "RemoveTagsFromCertificate",
                        "ListTagsForCertificate",
                        "GetAccountConfiguration",
                        "PutAccountConfiguration",
                        "ListCertificateDomainValidations",
                        "TagResource"))
                .allSatisfy(operation -> assertThat(page).contains("| " + operation));
    }
}
