package dev.acm.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainNameTest {
    private static final String LABEL63 = "a".repeat(63);

    private static DomainName name(String text) {
        return DomainName.parse(text);
    }

    private static List<NameViolation> violations(String text) {
        try {
            DomainName.parse(text);
            return List.of();
        } catch (InvalidNameException e) {
            return e.violations();
        }
    }

    private static NameFault[] faults(String text) {
        return violations(text).stream().map(NameViolation::fault).toArray(NameFault[]::new);
    }

    @Nested
    @DisplayName("BR 7.1.2.7.12, RFC 1035 §2.3: form")
    class Form {
        @Test
        void parse_capitals_areLowered() {
            assertThat(name("WWW.Example.COM").value()).isEqualTo("www.example.com");
            assertThat(name("XN--MNCHEN-3YA.de").value()).isEqualTo("xn--mnchen-3ya.de");
        }

        @ParameterizedTest
        @CsvSource({
            "a_b.example.com, UNDERSCORE, 1",
            "a b.example.com, INVALID_CHARACTER, 1",
            "http://example.com, INVALID_CHARACTER, 4",
            "example.com:443, INVALID_CHARACTER, 11",
            ".example.com, LABEL_EMPTY, 0",
            "a..example.com, LABEL_EMPTY, 2",
            "-a.example.com, LEADING_HYPHEN, 0",
            "a-.example.com, TRAILING_HYPHEN, 1",
            "example.com., TRAILING_DOT, 11",
            "qq--abc.example.com, RESERVED_LDH, 2",
            "192.0.2.1, IP_ADDRESS, 0",
            "[2001:db8::1], IP_ADDRESS, 0",
            "::1, IP_ADDRESS, 0",
            "example.123, NUMERIC_TLD, 8",
            "1.2.3, NUMERIC_TLD, 4",
            "0x7f.1, NUMERIC_TLD, 5",
            "example.0x7F, NUMERIC_TLD, 8",
            "example.0x, NUMERIC_TLD, 8",
            "*a.example.com, WILDCARD_POSITION, 0",
            "a.*.example.com, WILDCARD_POSITION, 2",
            "*, WILDCARD_POSITION, 0",
            "*example.com, WILDCARD_POSITION, 0",
            "xn--ls8h.la, IDNA_DISALLOWED, 0",
            "www.xn--u-ccb.com, IDNA_NOT_NFC, 4",
            "a.xn---9uc.com, IDNA_NOT_ROUNDTRIP, 2",
            "xn--a.com, IDNA_DISALLOWED, 0",
            "xn--0.com, MALFORMED_PUNYCODE, 0",
        })
        void parse_oneFault_saysWhatAndWhere(String text, NameFault fault, int position) {
            assertThat(violations(text)).singleElement().satisfies(violation -> {
                assertThat(violation.fault()).isEqualTo(fault);
                assertThat(violation.position()).isEqualTo(position);
                assertThat(violation.rule()).startsWith("DN-");
                assertThat(violation.remedy()).isNotEmpty();
            });
        }

        @Test
        void parse_empty_isRefused() {
            assertThat(faults("")).containsExactly(NameFault.EMPTY);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "a0x1.b0x1",
                    "example.0xg",
                    "1.2.3.a",
                    "8675309.com",
                    "a-b--c.example.com",
                    "a--b.com",
                    "*.com",
                    "x"
                })
        void parse_oddButLegal_isAccepted(String text) {
            assertThat(faults(text)).isEmpty();
        }

        @Test
        void parse_lengths_areInclusive() {
            String longest = LABEL63 + "." + LABEL63 + "." + LABEL63 + "." + "b".repeat(61);

            assertThat(longest).hasSize(253);
            assertThat(faults(longest)).isEmpty();
            assertThat(faults(longest + "b")).containsExactly(NameFault.NAME_TOO_LONG);
            assertThat(faults("a" + LABEL63 + ".example.com")).containsExactly(NameFault.LABEL_TOO_LONG);
            assertThat(faults("*." + longest)).containsExactly(NameFault.NAME_TOO_LONG);
            assertThat(faults("*." + longest.substring(2))).isEmpty();
        }

        @Test
        void parse_manyFaults_reportsAllInOrder() {
            assertThat(faults("-a_b..qq--x.*.exa mple.c-."))
                    .containsExactly(
                            NameFault.LEADING_HYPHEN,
                            NameFault.UNDERSCORE,
                            NameFault.LABEL_EMPTY,
                            NameFault.RESERVED_LDH,
                            NameFault.WILDCARD_POSITION,
                            NameFault.INVALID_CHARACTER,
                            NameFault.TRAILING_HYPHEN,
                            NameFault.TRAILING_DOT);
        }

        @Test
        void parse_hugeInput_reportsFewShortViolations() {
            assertThat(violations("_.".repeat(500_000)))
                    .hasSizeLessThanOrEqualTo(32)
                    .allSatisfy(violation -> assertThat(violation.toString()).hasSizeLessThan(300));
        }

        @Test
        void parse_controlCharacters_doNotReachTheMessage() {
            assertThatThrownBy(() -> name("exa\nmple\u0000.com")).hasMessageNotContainingAny("\n", "\u0000");
        }
    }

    @Nested
    @DisplayName("DN-4: Unicode is refused, with the name that was probably meant")
    class Unicode {
        @ParameterizedTest
        @CsvSource({
            "bücher.example.com, xn--bcher-kva.example.com",
            "BÜCHER.Example.com, xn--bcher-kva.example.com",
            "bu\u0308cher.example.com, xn--bcher-kva.example.com",
            "example。com, example.com",
            "*.straße.de, *.xn--strae-oqa.de",
        })
        void parse_unicode_showsTheALabel(String text, String meant) {
            assertThat(violations(text)).anySatisfy(violation -> {
                assertThat(violation.fault()).isEqualTo(NameFault.NON_ASCII);
                assertThat(violation.remedy()).contains("'" + meant + "'");
            });
        }

        @ParameterizedTest
        @ValueSource(strings = {"💩.la", "a\u200Db.com", "\uD800.com", "zom\u202Ebo.com", "ü_.com"})
        void parse_unicodeWithoutALabel_showsNone(String text) {
            assertThat(violations(text))
                    .anySatisfy(violation -> assertThat(violation.fault()).isEqualTo(NameFault.NON_ASCII))
                    .allSatisfy(violation -> assertThat(violation.remedy()).doesNotContain("xn--"));
        }

        @Test
        void toAscii_capitalInUnicodeLabel_isNotMapped() {
            assertThatThrownBy(() -> Idna.toAscii("Bücher.com")).isInstanceOf(InvalidNameException.class);
            assertThat(Idna.toAscii("Example.bücher.com").value()).isEqualTo("example.xn--bcher-kva.com");
        }

        @Test
        void toUnicode_wildcard_keepsItsAsterisk() {
            assertThat(Idna.toUnicode(name("*.xn--bcher-kva.com"))).isEqualTo("*.bücher.com");
            assertThat(Idna.toUnicode(name("plain.com"))).isEqualTo("plain.com");
        }

        @Test
        void unicodeVersion_isThatOfTheTable() {
            assertThat(Idna.unicodeVersion()).isEqualTo("18.0.0");
        }
    }

    @Nested
    @DisplayName("DN-17: P-Labels")
    class PLabels {
        @Test
        void parsePLabels_emoji_isAccepted() {
            assertThat(DomainName.parsePLabels("xn--ls8h.la").value()).isEqualTo("xn--ls8h.la");
            assertThat(Idna.toUnicode(DomainName.parsePLabels("xn--ls8h.la"))).isEqualTo("💩.la");
        }

        @ParameterizedTest
        @ValueSource(strings = {"xn--u-ccb.com", "xn--0.com", "xn---9uc.com", "xn--.com"})
        void parsePLabels_noPunycodeOrNotNfc_isRefused(String text) {
            assertThatThrownBy(() -> DomainName.parsePLabels(text)).isInstanceOf(InvalidNameException.class);
        }
    }

    @Nested
    @DisplayName("RFC 9525 §6.3: matching")
    class Matching {
        @Test
        void covers_wildcard_standsForOneLabel() {
            DomainName wildcard = name("*.example.com");

            assertThat(wildcard.covers(name("a.example.com"))).isTrue();
            assertThat(wildcard.covers(name("xn--bcher-kva.example.com"))).isTrue();
            assertThat(wildcard.covers(name("example.com"))).isFalse();
            assertThat(wildcard.covers(name("a.b.example.com"))).isFalse();
            assertThat(wildcard.covers(name("a.xexample.com"))).isFalse();
            assertThat(wildcard.covers(name("*.example.com"))).isFalse();
        }

        @Test
        void covers_exactName_needsEquality() {
            assertThat(name("example.com").covers(name("EXAMPLE.com"))).isTrue();
            assertThat(name("example.com").covers(name("www.example.com"))).isFalse();
        }

        @Test
        void isWithin_respectsLabels() {
            assertThat(name("*.example.com").isWithin(name("example.com"))).isTrue();
            assertThat(name("example.com").isWithin(name("*.example.com"))).isTrue();
            assertThat(name("a.example.com").isWithin(name("com"))).isTrue();
            assertThat(name("badexample.com").isWithin(name("example.com"))).isFalse();
            assertThat(name("com").isWithin(name("example.com"))).isFalse();
        }
    }

    @Nested
    class Parts {
        @Test
        void wildcard_isFlagAndBase() {
            DomainName wildcard = name("*.Example.com");

            assertThat(wildcard.isWildcard()).isTrue();
            assertThat(wildcard.value()).isEqualTo("*.example.com");
            assertThat(wildcard.base()).isEqualTo(name("example.com"));
            assertThat(wildcard.labels()).containsExactly("example", "com");
            assertThat(wildcard.parent()).contains(name("com"));
            assertThat(name("com").parent()).isEmpty();
        }

        @Test
        void compareTo_baseBeforeItsWildcard() {
            assertThat(List.of(name("*.b.com"), name("b.com"), name("a.com"), name("*.a.com")).stream()
                            .sorted())
                    .containsExactly(name("a.com"), name("*.a.com"), name("b.com"), name("*.b.com"));
        }
    }

    @Test
    void exception_serialized_keepsItsViolations() throws IOException, ClassNotFoundException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ObjectOutputStream objects = new ObjectOutputStream(out)) {
            objects.writeObject(new InvalidNameException(violations("a_b.com")));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            assertThat(((InvalidNameException) in.readObject()).violations()).isEqualTo(violations("a_b.com"));
        }
    }

    @Test
    void exception_withoutViolations_isABug() {
        assertThatThrownBy(() -> new InvalidNameException(List.of()))
                .isExactlyInstanceOf(IllegalArgumentException.class);
    }
}
