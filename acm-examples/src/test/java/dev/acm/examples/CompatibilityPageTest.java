package dev.acm.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page that compares with ACM names tests that exist, answers every question, and says of everything where it stands. */
class CompatibilityPageTest {
    private static final Pattern QUESTION = Pattern.compile("(?m)^\\| (\\d+) \\|(.*)\\|$");

    private static String page;
    private static NamedTests tests;

    @BeforeAll
    static void read() throws IOException {
        page = NamedTests.page("acm-compatibility.md");
        tests = new NamedTests();
    }

    @Test
    void everyTestNamed_exists() {
        assertThat(NamedTests.NAMED.matcher(page).results().count()).isGreaterThan(100);
        assertThat(tests.missing(page)).isEmpty();
    }

    @Test
    void control_testThatDoesNotExist_isFound() {
        assertThat(tests.missing("`ManagerTest#doesWhatNobodyWrote`")).hasSize(1);
        assertThat(tests.missing("`NobodyWroteThisTest#renewTenYears_neverExpires`"))
                .hasSize(1);
        // a method of a test class that is no test
        assertThat(tests.missing("`CompatibilityPageTest#read`")).hasSize(1);
        assertThat(tests.missing("`CompatibilityPageTest#everyTestNamed_exists`"))
                .isEmpty();
    }

    @Test
    void everyQuestion_hasATestOrSaysWhyNot() {
        List<Integer> numbers = new ArrayList<>();
        Matcher question = QUESTION.matcher(page);
        while (question.find()) {
            numbers.add(Integer.parseInt(question.group(1)));
            assertThat(question.group(2))
                    .as("question " + question.group(1))
                    .matches(answer -> NamedTests.NAMED.matcher(answer).find()
                            || answer.contains("left out")
                            || answer.contains("not yet"));
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
