package dev.acm.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class NameFuzzTest {
    private static List<byte[]> corpus() throws IOException {
        try (InputStream in = NameFuzzTest.class.getResourceAsStream("/fuzz/names.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .map(Base64.getDecoder()::decode)
                    .toList();
        }
    }

    @Test
    void corpus_replayed_breaksNoPromise() throws IOException {
        List<byte[]> inputs = corpus();

        assertThat(inputs).hasSizeGreaterThan(100);
        assertThat(inputs)
                .allSatisfy(input ->
                        assertThatCode(() -> NameFuzz.fuzzerTestOneInput(input)).doesNotThrowAnyException());
    }

    @Test
    void check_parserThatAcceptsAll_isCaught() throws IOException {
        String bad = corpus().stream()
                .map(input -> new String(input, StandardCharsets.UTF_8))
                .filter(text -> !NameDiagnosis.of(text, true).isEmpty())
                .findFirst()
                .orElseThrow();

        assertThatThrownBy(() -> NameFuzz.check(bad, text -> true)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> NameFuzz.check("example.com", text -> false)).isInstanceOf(AssertionError.class);
    }
}
