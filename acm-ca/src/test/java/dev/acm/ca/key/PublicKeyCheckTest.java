package dev.acm.ca.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.ca.internal.Der;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("KEY-1 to KEY-9: keys made by hand")
class PublicKeyCheckTest {
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    private static final byte[] P256 = HexFormat.of().parseHex("301306072a8648ce3d020106082a8648ce3d030107");
    // SEC 2: the base point of P-256
    private static final byte[] POINT = HexFormat.of()
            .parseHex("046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
                    + "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5");

    private static List<KeyFault> faults(byte[] spki) {
        return PublicKeyCheck.builder().build().check(spki).stream()
                .map(KeyFinding::fault)
                .toList();
    }

    @Test
    @DisplayName("control: a point of P-256 is sound")
    void goodKey_hasNoFault() {
        assertThat(faults(Der.sequence(P256, Der.bitString(POINT)))).isEmpty();
        assertThat(PublicKeyCheck.familyOf(Der.sequence(P256, Der.bitString(POINT))))
                .contains("EC");
    }

    @Test
    @DisplayName("KEY-2, KEY-3: an even exponent of more than 256 bits is both")
    void exponent_evenAndLong_isBoth() {
        BigInteger modulus = BigInteger.ONE.shiftLeft(2047).add(BigInteger.ONE);
        byte[] key = Der.sequence(Der.integer(modulus), Der.integer(BigInteger.ONE.shiftLeft(256)));

        assertThat(faults(Der.sequence(RSA, Der.bitString(key))))
                .contains(KeyFault.EXPONENT, KeyFault.EXPONENT_TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "311306072a8648ce3d020106082a8648ce3d030107",
                "0500",
                "30811306072a8648ce3d020106082a8648ce3d030107",
                "308006072a8648ce3d020106082a8648ce3d0301070000"
            })
    @DisplayName("KEY-9: an algorithm identifier of other octets is none of ours, be it DER or not")
    void identifier_ofOtherOctets_isNoneOfOurs(String identifier) {
        byte[] spki = Der.sequence(HexFormat.of().parseHex(identifier), Der.bitString(POINT));

        assertThat(faults(spki)).contains(KeyFault.ALGORITHM_IDENTIFIER, KeyFault.NOT_DER);
        assertThat(PublicKeyCheck.familyOf(spki)).isEmpty();
    }

    @Test
    @DisplayName("KEY-9: without an algorithm identifier, or with a point that is no BIT STRING")
    void partsOfOtherTypes_areNamed() {
        assertThat(faults(Der.sequence(Der.bitString(POINT))))
                .contains(KeyFault.ALGORITHM_IDENTIFIER, KeyFault.NOT_DER);
        assertThat(faults(Der.sequence(P256, Der.octetString(POINT))))
                .contains(KeyFault.POINT_ENCODING, KeyFault.NOT_DER);
    }
}
