package dev.acm.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.event.Caller;
import dev.acm.key.KeyBinding;
import dev.acm.key.KeyUse;
import dev.acm.key.SealedKey;
import dev.acm.name.DomainName;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What values refuse, and that they copy what they are given. */
class SpiValuesTest {
    private static final CertificateArn ARN = new CertificateArn("acm", "test-1", "111122223333", new UUID(0, 1));
    private static final DomainName NAME = DomainName.parse("example.com");

    @Nested
    class Ids {
        @ParameterizedTest
        @ValueSource(strings = {"", "0", "00112233445566778899AABBCCDDEEFF", "00112233445566778899aabbccddeeff0"})
        void attemptId_not32LowerCaseHexDigits_isRefused(String value) {
            assertThatIllegalArgumentException().isThrownBy(() -> new AttemptId(value));
        }

        @Test
        void attemptId_toString_isTheValue() {
            assertThat(new AttemptId("00112233445566778899aabbccddeeff"))
                    .hasToString("00112233445566778899aabbccddeeff");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "Certificate", "a b"})
        void recordKey_spaceOfAnotherForm_isRefused(String space) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new RecordKey(space, "id"))
                    .withMessageContaining("space");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "a b", "ä", "a\n"})
        void recordKey_idOfAnotherForm_isRefused(String id) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new RecordKey("space", id))
                    .withMessageContaining("id");
        }

        @Test
        void recordKey_longestId_isTaken() {
            assertThat(new RecordKey("s", "x".repeat(512)).id()).hasSize(512);
            assertThatIllegalArgumentException().isThrownBy(() -> new RecordKey("s", "x".repeat(513)));
        }
    }

    @Nested
    class Keys {
        @Test
        void sealedKey_arrays_areCopiedBothWays() {
            byte[] bytes = {1, 2};
            SealedKey key = new SealedKey("k", bytes, bytes);

            bytes[0] = 9;
            key.sealed()[0] = 9;
            key.publicKey()[0] = 9;

            assertThat(key).isEqualTo(new SealedKey("k", new byte[] {1, 2}, new byte[] {1, 2}));
        }

        @Test
        void sealedKey_anyPartDifferent_isNotEqual() {
            SealedKey key = new SealedKey("k", new byte[] {1}, new byte[] {2});

            assertThat(key)
                    .isNotEqualTo(new SealedKey("l", new byte[] {1}, new byte[] {2}))
                    .isNotEqualTo(new SealedKey("k", new byte[] {3}, new byte[] {2}))
                    .isNotEqualTo(new SealedKey("k", new byte[] {1}, new byte[] {3}));
            assertThat(key).hasToString("SealedKey[keyId=k]");
        }

        @Test
        void keyBinding_badPart_isRefusedByName() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new KeyBinding("", 1, "tls"))
                    .withMessageContaining("owner");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new KeyBinding("o", -1, "tls"))
                    .withMessageContaining("generation");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new KeyBinding("o", 1, ""))
                    .withMessageContaining("purpose");
            assertThat(KeyBinding.tls(ARN, 2)).isEqualTo(new KeyBinding(ARN.toString(), 2, "tls"));
        }

        @Test
        void keyUse_badPart_isRefusedByName() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new KeyUse("", "a"))
                    .withMessageContaining("reason");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new KeyUse("r", "a".repeat(201)))
                    .withMessageContaining("actor");
        }
    }

    @Nested
    class Callers {
        @ParameterizedTest
        @ValueSource(strings = {"", "a b", "a/b", "ä", "a:b"})
        void caller_accountOfAnotherForm_isRefused(String account) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Caller(account, "a", "s"))
                    .withMessageContaining("account");
        }

        @Test
        void caller_emptyOrNull_isRefused() {
            assertThatIllegalArgumentException().isThrownBy(() -> new Caller("1", "", "s"));
            assertThatIllegalArgumentException().isThrownBy(() -> new Caller("1", "a", ""));
            assertThatNullPointerException().isThrownBy(() -> new Caller(null, "a", "s"));
        }

        @Test
        void application_isLocal() {
            assertThat(Caller.application("1")).isEqualTo(new Caller("1", "application", "local"));
        }
    }

    @Nested
    class Rules {
        @Test
        void validationRules_acm_isFiveAliasesAndUnsignedZones() {
            assertThat(ValidationRules.acm()).isEqualTo(new ValidationRules(5, false));
            assertThatIllegalArgumentException().isThrownBy(() -> new ValidationRules(-1, false));
        }

        @Test
        void renewalHint_emptyWindow_isRefused() {
            Instant at = Instant.EPOCH;

            assertThatIllegalArgumentException().isThrownBy(() -> new RenewalHint("leaf", at, at, Optional.empty()));
            assertThat(new RenewalHint("leaf", at, at.plusSeconds(1), Optional.empty()).end())
                    .isEqualTo(at.plusSeconds(1));
        }

        @Test
        void judgementAndSubmission_null_isRefused() {
            assertThatNullPointerException().isThrownBy(() -> new Judgement.Proven(List.of(NAME), null));
            assertThatNullPointerException().isThrownBy(() -> new Judgement.NotYet(null, RetryClass.HUMAN));
            assertThatNullPointerException().isThrownBy(() -> new Judgement.Refused(null, null));
            assertThatNullPointerException().isThrownBy(() -> new Submission.Issued(null));
            assertThatNullPointerException().isThrownBy(() -> new Submission.Pending(null, Instant.EPOCH, List.of()));
            assertThatNullPointerException().isThrownBy(() -> new Submission.Rejected(null, null, RetryClass.NEVER));
            assertThatNullPointerException().isThrownBy(() -> new CaaDecision.Permitted(null));
            assertThatNullPointerException().isThrownBy(() -> new CaaDecision.Forbidden(null));
            assertThatNullPointerException().isThrownBy(() -> new CaaDecision.Unknown(null));
            assertThatNullPointerException().isThrownBy(() -> new Observation(null, Document.empty()));
        }

        @Test
        void proven_listChangedAfterwards_isNotAffected() {
            List<DomainName> names = new ArrayList<>(List.of(NAME));
            Judgement.Proven proven = new Judgement.Proven(names, Instant.EPOCH);

            names.clear();

            assertThat(proven.names()).containsExactly(NAME);
        }
    }

    @Nested
    class Plan {
        private IssuancePlan.Builder builder() {
            return IssuancePlan.builder(
                    ARN, 1, List.of(NAME), new byte[] {1}, KeyAlgorithm.EC_prime256v1, Instant.EPOCH);
        }

        @Test
        void build_nothingSet_hasTheDefaults() {
            IssuancePlan plan = builder().build();

            assertThat(plan.commonName()).isTrue();
            assertThat(plan.validity()).isEmpty();
            assertThat(plan.profile()).isEmpty();
        }

        @Test
        void build_eachOptionAlone_isSet() {
            assertThat(builder().commonName(false).build().commonName()).isFalse();
            assertThat(builder().validity(Duration.ofDays(1)).build().validity())
                    .contains(Duration.ofDays(1));
            assertThat(builder().profile("server").build().profile()).contains("server");
        }

        @Test
        void builder_badValue_isRefused() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> IssuancePlan.builder(
                            ARN, 0, List.of(NAME), new byte[0], KeyAlgorithm.RSA_2048, Instant.EPOCH));
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            IssuancePlan.builder(ARN, 1, List.of(), new byte[0], KeyAlgorithm.RSA_2048, Instant.EPOCH));
            assertThatIllegalArgumentException().isThrownBy(() -> builder().validity(Duration.ZERO));
        }

        @Test
        void signingRequest_isCopied() {
            IssuancePlan plan = builder().build();

            plan.signingRequest()[0] = 9;

            assertThat(plan.signingRequest()).containsExactly(1);
        }
    }

    @Nested
    class Authority {
        private AuthorityDescription.Builder builder() {
            return AuthorityDescription.builder("ca", Set.of("ca.example"));
        }

        @Test
        void build_nothingSet_hasTheDefaults() {
            AuthorityDescription authority = builder().build();

            assertThat(authority.name()).isEqualTo("ca");
            assertThat(authority.caaIdentities()).containsExactly("ca.example");
            assertThat(authority.validatedBy()).isEqualTo(AuthorityDescription.ValidatedBy.MANAGER);
            assertThat(authority.keyAlgorithms())
                    .containsExactlyInAnyOrder(
                            KeyAlgorithm.RSA_2048, KeyAlgorithm.EC_prime256v1, KeyAlgorithm.EC_secp384r1);
            assertThat(authority.accountUris()).isEmpty();
            assertThat(authority.trustAnchors()).isEmpty();
            assertThat(authority.maximumValidity()).isEmpty();
            assertThat(authority.termsOfService()).isEmpty();
            assertThat(authority.policies()).isEmpty();
        }

        @Test
        void build_eachOptionAlone_isSet() {
            URI link = URI.create("https://ca.example/");

            assertThat(builder().accountUris(Set.of(link)).build().accountUris())
                    .containsExactly(link);
            assertThat(builder()
                            .validatedBy(AuthorityDescription.ValidatedBy.BOTH)
                            .build()
                            .validatedBy())
                    .isEqualTo(AuthorityDescription.ValidatedBy.BOTH);
            assertThat(builder()
                            .keyAlgorithms(Set.of(KeyAlgorithm.RSA_2048))
                            .build()
                            .keyAlgorithms())
                    .containsExactly(KeyAlgorithm.RSA_2048);
            assertThat(builder().maximumValidity(Duration.ofDays(90)).build().maximumValidity())
                    .contains(Duration.ofDays(90));
            assertThat(builder().termsOfService(link).build().termsOfService()).contains(link);
            assertThat(builder().policies(link).build().policies()).contains(link);
        }
    }

    @Nested
    class Codecs {
        private final CodecFault fault = new CodecFault(
                CodecFault.Input.CHAIN, OptionalInt.of(2), "codec:malformed", "no certificate", "Give one.");

        @Test
        void decoded_refusedWithoutFault_isRefused() {
            assertThatIllegalArgumentException().isThrownBy(() -> new Decoded.Refused<String>(List.of()));
        }

        @Test
        void decoded_refused_copiesItsFaults() {
            List<CodecFault> faults = new ArrayList<>(List.of(fault));

            Decoded.Refused<String> refused = new Decoded.Refused<>(faults);
            faults.clear();

            assertThat(refused.faults()).containsExactly(fault);
        }

        @Test
        void decoded_read_doesNotShowItsValue() {
            assertThat(new Decoded.Read<>("secret").toString()).doesNotContain("secret");
        }

        @Test
        void keyAndCertificates_withoutCertificate_isRefused() throws GeneralSecurityException {
            PrivateKey key =
                    KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate();

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new KeyAndCertificates(key, List.of()))
                    .withMessageContaining("certificates");
        }

        @Test
        void verdict_neitherAlgorithmNorWeakness_isRefused() {
            assertThatIllegalArgumentException().isThrownBy(() -> new KeyCheck.Verdict(Optional.empty(), List.of()));
        }
    }
}
