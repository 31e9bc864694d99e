package dev.acm.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.certificate.CertificateStatus;
import dev.acm.certificate.FailureReason;
import dev.acm.dcv.ValidationStatus;
import dev.acm.renewal.RenewalStatus;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page about the life of a certificate has every status and reason, and names tests that exist. */
class LifecyclePageTest {
    private static String page;
    private static NamedTests tests;

    @BeforeAll
    static void read() throws IOException {
        page = NamedTests.page("lifecycle.md");
        tests = new NamedTests();
    }

    static Stream<Enum<?>> names() {
        return Stream.of(
                        CertificateStatus.values(),
                        ValidationStatus.values(),
                        FailureReason.values(),
                        RenewalStatus.values())
                .flatMap(Stream::of);
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyName_hasARow(Enum<?> name) {
        assertThat(page).containsPattern(Pattern.compile("(?m)^\\|[^|]*`" + name.name() + "`[^|]*\\|"));
    }

    @Test
    void everyTestNamed_exists() {
        assertThat(NamedTests.NAMED.matcher(page).results().count()).isGreaterThan(50);
        assertThat(tests.missing(page)).isEmpty();
    }

    @Test
    void everyRow_namesATestOrSaysWhyThereIsNone() {
        List<String> rows = page.lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("|---"))
                .toList();

        assertThat(rows)
                .hasSizeGreaterThan(50)
                .allMatch(row -> NamedTests.NAMED.matcher(row).find()
                        || row.endsWith("| Test |")
                        || Pattern.compile("no use for them|never|not yet")
                                .matcher(row)
                                .find());
    }
}
