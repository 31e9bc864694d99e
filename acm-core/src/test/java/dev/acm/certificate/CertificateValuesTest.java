package dev.acm.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateValuesTest {
    private static final String ARN =
            "arn:acm:acm:test-1:111122223333:certificate/00000000-0000-4000-8000-000000000001";

    @Nested
    class Arn {
        @Test
        void parse_textForm_formatsToTheSame() {
            assertThat(CertificateArn.parse(ARN)).hasToString(ARN);
            assertThat(CertificateArn.parse(ARN))
                    .isEqualTo(new CertificateArn(
                            "acm", "test-1", "111122223333", UUID.fromString("00000000-0000-4000-8000-000000000001")));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "arn",
                    "arn:acm:s3:test-1:111122223333:certificate/00000000-0000-4000-8000-000000000001",
                    "arn:acm:acm::111122223333:certificate/00000000-0000-4000-8000-000000000001",
                    "arn:acm:acm:test-1:1111 2222:certificate/00000000-0000-4000-8000-000000000001",
                    "arn:acm:acm:test-1:111122223333:certificate/0-0-4-8-1",
                    "arn:acm:acm:test-1:111122223333:certificate/00000000-0000-4000-8000-00000000000A",
                    "arn:acm:acm:test-1:111122223333:certificate/00000000-0000-4000-8000-000000000001\n",
                    "arn:acm:acm:test-1:111122223333:key/00000000-0000-4000-8000-000000000001"
                })
        void parse_anotherForm_isRefusedWithTheFormWanted(String text) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CertificateArn.parse(text))
                    .withMessageContaining("certificate/<uuid>");
        }

        @Test
        void parse_controlCharacters_areNotEchoed() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CertificateArn.parse("a\nforged log line"))
                    .withMessageNotContaining("\n");
        }

        @Test
        void new_badPart_isRefusedByName() {
            UUID id = new UUID(0, 1);

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new CertificateArn("", "r", "a", id))
                    .withMessageContaining("partition");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new CertificateArn("p", "r:r", "a", id))
                    .withMessageContaining("region");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new CertificateArn("p", "r", "a".repeat(65), id))
                    .withMessageContaining("account");
            assertThatNullPointerException().isThrownBy(() -> new CertificateArn("p", "r", "a", null));
            assertThatNullPointerException().isThrownBy(() -> CertificateArn.parse(null));
        }
    }

    @Nested
    class Algorithm {
        @ParameterizedTest
        @EnumSource(KeyAlgorithm.class)
        void parse_ownName_isItself(KeyAlgorithm algorithm) {
            assertThat(KeyAlgorithm.parse(algorithm.name())).isEqualTo(algorithm);
            assertThat(KeyAlgorithm.parse(algorithm.name().replace('_', '-'))).isEqualTo(algorithm);
        }

        @ParameterizedTest
        @CsvSource({"RSA-2048, RSA_2048", "rsa_4096, RSA_4096", "EC_PRIME256V1, EC_prime256v1"})
        void parse_eitherSpellingAnyCase_isKnown(String text, KeyAlgorithm wanted) {
            assertThat(KeyAlgorithm.parse(text)).isEqualTo(wanted);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "RSA", "RSA 2048", "RSA_512"})
        void parse_unknown_namesTheKnownOnes(String text) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> KeyAlgorithm.parse(text))
                    .withMessageContaining("EC_prime256v1");
        }

        @ParameterizedTest
        @CsvSource({
            "RSA_2048, RSA, 2048, SHA256withRSA, true",
            "RSA_3072, RSA, 3072, SHA256withRSA, false",
            "EC_prime256v1, EC, 256, SHA256withECDSA, true",
            "EC_secp384r1, EC, 384, SHA384withECDSA, true",
            "EC_secp521r1, EC, 521, SHA512withECDSA, false"
        })
        void accessors_sayWhatTheCurveOrSizeDemands(
                KeyAlgorithm algorithm, String family, int bits, String signature, boolean requestable) {
            assertThat(algorithm.family()).isEqualTo(family);
            assertThat(algorithm.bits()).isEqualTo(bits);
            assertThat(algorithm.signatureAlgorithm()).isEqualTo(signature);
            assertThat(algorithm.isRequestable()).isEqualTo(requestable);
        }
    }

    @Nested
    class Chain {
        private static final KeyPair KEY = TestCertificates.keys();
        private static final byte[] LEAF = TestCertificates.of("leaf", KEY).der();
        private static final byte[] ISSUER =
                TestCertificates.of("issuer", KEY).authority().der();

        private final CertificateChain chain = CertificateChain.fromDer(List.of(LEAF, ISSUER));

        @Test
        void fromDer_encodings_comeBackLeafFirst() {
            assertThat(chain.toDer()).containsExactly(LEAF, ISSUER);
            assertThat(chain.leaf()).isEqualTo(chain.certificates().get(0));
            assertThat(chain.leaf().getSubjectX500Principal().getName()).isEqualTo("CN=leaf");
        }

        @Test
        void equals_sameContentHoweverMade_isEqual() {
            assertThat(CertificateChain.of(chain.certificates()))
                    .isEqualTo(chain)
                    .hasSameHashCodeAs(chain);
            assertThat(CertificateChain.fromParsed(chain.certificates(), chain.toDer()))
                    .isEqualTo(chain);
            assertThat(CertificateChain.fromDer(List.of(LEAF))).isNotEqualTo(chain);
        }

        @Test
        void issued_leafBeforeItsIssuers_isTheSameChainAndReadWhenAskedFor() {
            CertificateChain above = CertificateChain.fromDer(List.of(ISSUER));
            CertificateChain unread = CertificateChain.issued(new byte[] {1, 2}, above);

            assertThat(CertificateChain.issued(LEAF, above)).isEqualTo(chain).hasSameHashCodeAs(chain);
            assertThat(CertificateChain.issued(LEAF, above).certificates()).isEqualTo(chain.certificates());
            assertThat(unread.toDer()).containsExactly(new byte[] {1, 2}, ISSUER);
            assertThatIllegalArgumentException().isThrownBy(unread::leaf).withMessageContaining("element 0");
        }

        @Test
        void id_isTheHashOfTheContent() {
            assertThat(chain.id()).matches("[0-9a-f]{64}");
            assertThat(CertificateChain.of(chain.certificates()).id()).isEqualTo(chain.id());
            assertThat(CertificateChain.fromDer(List.of(ISSUER, LEAF)).id()).isNotEqualTo(chain.id());
        }

        @Test
        void toPem_hasABlockForEach_inLinesOf64() {
            String[] lines = chain.toPem().split("\n", -1);

            assertThat(lines).filteredOn("-----BEGIN CERTIFICATE-----"::equals).hasSize(2);
            assertThat(lines).filteredOn("-----END CERTIFICATE-----"::equals).hasSize(2);
            assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(64));
            assertThat(chain.toPem()).endsWith("-----END CERTIFICATE-----\n");
        }

        @Test
        void fromDer_badElement_namesItsIndex() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CertificateChain.fromDer(List.of(LEAF, new byte[] {1, 2})))
                    .withMessageContaining("element 1");
        }

        @Test
        void empty_isRefused() {
            assertThatIllegalArgumentException().isThrownBy(() -> CertificateChain.of(List.of()));
            assertThatIllegalArgumentException().isThrownBy(() -> CertificateChain.fromDer(List.of()));
            assertThatIllegalArgumentException().isThrownBy(() -> CertificateChain.fromParsed(List.of(), List.of()));
        }

        @Test
        void fromParsed_differentLengths_isRefused() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CertificateChain.fromParsed(chain.certificates(), List.of(LEAF)))
                    .withMessageContainingAll("2", "1");
        }

        @Test
        void toDer_changedOutside_doesNotChangeTheChain() {
            chain.toDer().get(0)[0] = 0;

            assertThat(chain.toDer().get(0)).isEqualTo(LEAF);
            assertThatThrownBy(() -> chain.certificates().clear()).isInstanceOf(UnsupportedOperationException.class);
        }
    }
}
