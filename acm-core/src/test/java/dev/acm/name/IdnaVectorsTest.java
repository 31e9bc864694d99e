package dev.acm.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class IdnaVectorsTest {
    @TestFactory
    Stream<DynamicTest> labels() {
        return Vector.tests("idna-labels.json", vector -> {
            switch (vector.text("form")) {
                case "A" -> checkALabel(vector);
                case "U" -> checkULabel(vector);
                case "PUNYCODE" -> checkPunycode(vector);
                default -> throw new IllegalArgumentException("unknown form in " + vector);
            }
        });
    }

    private static void checkALabel(Vector vector) {
        String input = vector.text("input");
        List<NameViolation> violations = NameSyntax.violations(input, true);

        assertThat(vector.accepts("valid", violations.isEmpty()))
                .as("%s: %s", vector, violations)
                .isTrue();
        vector.find("valid_p_label", Boolean.class)
                .ifPresent(expected -> assertThat(
                                NameSyntax.violations(input, false).isEmpty())
                        .as("P-Label: %s", vector)
                        .isEqualTo(expected));
        if (violations.isEmpty()) {
            vector.find("u_form", String.class)
                    .ifPresent(form ->
                            assertThat(Idna.toUnicode(DomainName.parse(input))).isEqualTo(form));
        } else {
            vector.find("reason", String.class)
                    .ifPresent(reason ->
                            assertThat(codes(violations)).as("%s", vector).containsAnyElementsOf(codes(reason)));
        }
    }

    private static Set<String> codes(List<NameViolation> violations) {
        return violations.stream().map(v -> v.fault().name()).collect(Collectors.toSet());
    }

    private static Set<String> codes(String reason) {
        return reason.equals("HYPHEN_OR_CHAR")
                ? Set.of("LEADING_HYPHEN", "TRAILING_HYPHEN", "INVALID_CHARACTER", "NON_ASCII", "UNDERSCORE")
                : Set.of(reason);
    }

    private static void checkULabel(Vector vector) {
        Optional<DomainName> name = Optional.empty();
        try {
            name = Optional.of(Idna.toAscii(vector.text("input")));
        } catch (InvalidNameException e) {
            assertThat(e.violations()).isNotEmpty();
        }

        assertThat(vector.accepts("valid", name.isPresent())).as("%s", vector).isTrue();
        assertThat(name.map(DomainName::value)).isEqualTo(vector.find("a_form", String.class));
    }

    private static void checkPunycode(Vector vector) {
        int[] points = Punycode.codePoints(vector.text("input"));
        String encoded = vector.text("a_form");

        assertThat(Punycode.encode(points, 0, points.length)).isEqualTo(encoded);
        int[] decoded = new int[encoded.length()];
        int length = Punycode.decode(encoded, 0, encoded.length(), decoded, 0);
        assertThat(new String(decoded, 0, length)).isEqualTo(vector.text("input"));
    }
}
