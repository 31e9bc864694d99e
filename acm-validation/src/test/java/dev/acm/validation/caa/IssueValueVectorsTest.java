package dev.acm.validation.caa;

import static dev.acm.validation.vectors.Vectors.string;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.validation.internal.IssueValue;
import dev.acm.validation.vectors.Vectors;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** caa-values.json: the grammar of RFC 8659 section 4.2. */
class IssueValueVectorsTest {
    @TestFactory
    Stream<DynamicTest> values() {
        return Vectors.each("caa-values.json", IssueValueVectorsTest::check);
    }

    @SuppressWarnings("unchecked")
    private static void check(Map<String, Object> vector) {
        Optional<IssueValue> value = IssueValue.parse(string(vector, "value"));

        assertThat(value.isPresent()).isEqualTo(vector.get("valid"));
        value.ifPresent(v -> {
            assertThat(v.issuerDomain()).isEqualToIgnoringCase(string(vector, "issuer_domain"));
            List<List<String>> parameters = (List<List<String>>) vector.get("parameters");
            assertThat(v.parameters().stream()
                            .map(p -> List.of(p.tag(), p.value()))
                            .toList())
                    .isEqualTo(parameters);
        });
    }
}
