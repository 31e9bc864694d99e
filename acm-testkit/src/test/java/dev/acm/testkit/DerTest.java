package dev.acm.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("X.690: DER")
class DerTest {
    private static String hex(byte[] octets) {
        return HexFormat.of().formatHex(octets);
    }

    @ParameterizedTest
    @CsvSource({
        "2.5.29.17, 0603551d11",
        "1.2.840.10045.4.3.2, 06082a8648ce3d040302",
        "1.2.840.113549.1.1.11, 06092a864886f70d01010b",
        "2.999.3, 0603883703"
    })
    void oid_eachArc_hasItsBase128(String dotted, String expected) {
        assertThat(hex(Der.oid(dotted))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, 020100", "127, 02017f", "128, 02020080", "256, 02020100"})
    void integer_highBit_getsALeadingZero(long value, String expected) {
        assertThat(hex(Der.integer(BigInteger.valueOf(value)))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"127, 047f", "128, 048180", "255, 0481ff", "256, 04820100", "65536, 0483010000"})
    void length_shortOrLong_isMinimal(int length, String expected) {
        byte[] octets = Der.octets(new byte[length]);

        assertThat(hex(octets)).startsWith(expected);
        assertThat(Der.read(octets).content()).hasSize(length);
    }

    @Test
    @DisplayName("RFC 5280 §4.1.2.5: UTCTime until 2049, GeneralizedTime from 2050")
    void time_year2050_isGeneralized() {
        assertThat(Der.time(Instant.parse("2049-12-31T23:59:59.9Z"))[0]).isEqualTo((byte) 0x17);
        assertThat(Der.time(Instant.parse("2050-01-01T00:00:00Z"))[0]).isEqualTo((byte) 0x18);
    }

    @ParameterizedTest
    @ValueSource(strings = {"30", "3005", "300201", "30800000", "308500000000", "30003000", ""})
    void read_cutOffOrTooMany_isRefused(String hex) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Der.read(HexFormat.of().parseHex(hex)));
    }

    @Test
    void part_notThere_isRefused() {
        Der.Element element = Der.read(Der.sequence(Der.nothing()));

        assertThat(hex(element.part(0).whole())).isEqualTo("0500");
        assertThatIllegalArgumentException().isThrownBy(() -> element.part(1));
        assertThatIllegalArgumentException().isThrownBy(() -> element.part(0).part(0));
        assertThatIllegalArgumentException().isThrownBy(() -> element.part(0).bitOctets());
    }
}
