package dev.acm.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("X.690 §8 and §10: DER")
class DerWriterTest {
    private static String hex(byte[] octets) {
        return HexFormat.of().formatHex(octets);
    }

    @ParameterizedTest
    @CsvSource({"0, 0400", "127, 047f", "128, 048180", "255, 0481ff", "256, 04820100", "65536, 0483010000"})
    void octetString_anyLength_usesTheShortestForm(int length, String head) {
        byte[] der = DerWriter.octetString(new byte[length]);

        assertThat(hex(der)).startsWith(head).hasSize(head.length() + 2 * length);
    }

    @ParameterizedTest
    @CsvSource({
        "2.5.29.17, 0603551d11",
        "1.2.840.113549.1.9.14, 06092a864886f70d01090e",
        "1.2.840.10045.4.3.2, 06082a8648ce3d040302"
    })
    void oid_knownOnes_areAsPublished(String dotted, String wanted) {
        assertThat(hex(DerWriter.oid(dotted))).isEqualTo(wanted);
    }

    @Test
    void parts_simple_areAsTheStandardSays() {
        assertThat(hex(DerWriter.sequence())).isEqualTo("3000");
        assertThat(hex(DerWriter.smallInteger(0))).isEqualTo("020100");
        assertThat(hex(DerWriter.bitString(new byte[] {5}))).isEqualTo("03020005");
        assertThat(hex(DerWriter.ascii(0x82, "a.b"))).isEqualTo("8203612e62");
        assertThat(hex(DerWriter.sequence(DerWriter.smallInteger(1), DerWriter.smallInteger(2))))
                .isEqualTo("3006020101020102");
    }

    @Nested
    class ChecksOfArguments {
        @Test
        void matches_inPartOnly_isRefused() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Checks.matches("field", "ab", Pattern.compile("a")))
                    .withMessageContainingAll("field", "'ab'");
        }

        @Test
        void length_outsideTheRange_isRefused() {
            assertThat(Checks.length("field", "ab", 2, 2)).isEqualTo("ab");
            assertThatIllegalArgumentException().isThrownBy(() -> Checks.length("field", "a", 2, 2));
            assertThatIllegalArgumentException().isThrownBy(() -> Checks.length("field", "abc", 2, 2));
        }

        @Test
        void shorten_longOrControl_isMadeFitForALog() {
            assertThat(Checks.shorten("a\r\nb")).isEqualTo("a??b");
            assertThat(Checks.shorten("x".repeat(81))).isEqualTo("x".repeat(80) + "…");
            assertThat(Checks.shorten("x".repeat(80))).isEqualTo("x".repeat(80));
        }
    }
}
