package dev.acm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.FailureReason;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.certificate.RevocationReason;
import dev.acm.memory.InMemoryRecordStore;
import dev.acm.name.DomainName;
import dev.acm.spi.AttemptId;
import dev.acm.spi.AuthorityException;
import dev.acm.spi.CertificateAuthority;
import dev.acm.spi.IssuancePlan;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RecordStore;
import dev.acm.spi.RetryClass;
import dev.acm.spi.Submission;
import dev.acm.testkit.Answer;
import dev.acm.testkit.Crash;
import dev.acm.testkit.FakeAuthority;
import dev.acm.testkit.Fault;
import dev.acm.testkit.SigningRequests;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SignatureException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FakeAuthorityTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant FOREVER = Instant.parse("2060-01-01T00:00:00Z");
    private static final AttemptId ATTEMPT = new AttemptId("0".repeat(32));
    private static final List<DomainName> NAMES =
            List.of(DomainName.parse("example.com"), DomainName.parse("*.example.com"));
    private static final CertificateArn ARN = new CertificateArn("acm", "eu-1", "1", new UUID(0x4000L, 1));

    private final FakeAuthority authority = FakeAuthority.create(NOON);

    private static KeyPair pair(String family) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(family);
        generator.initialize(family.equals("RSA") ? 2048 : 384);
        return generator.generateKeyPair();
    }

    private static IssuancePlan plan(KeyPair keys) {
        return IssuancePlan.builder(ARN, 1, NAMES, SigningRequests.create(keys, NAMES), KeyAlgorithm.EC_secp384r1, NOON)
                .validity(Duration.ofDays(90))
                .build();
    }

    private static CertificateChain chain(Submission submission) {
        return ((Submission.Issued) submission).chain();
    }

    @Nested
    @DisplayName("A1 to A6, issuing at once")
    class AtOnce implements CertificateAuthorityContract {
        private final RecordStore store = new InMemoryRecordStore();

        @Override
        public CertificateAuthority newAuthority() {
            return FakeAuthority.over(store, NOON, FOREVER);
        }

        @Override
        public CertificateAuthority restart(CertificateAuthority before) {
            return FakeAuthority.over(store, NOON, FOREVER);
        }

        @Override
        public OptionalInt revocations(CertificateAuthority authority, CertificateChain chain) {
            return OptionalInt.of(((FakeAuthority) authority).revoked().containsKey(chain.id()) ? 1 : 0);
        }
    }

    @Nested
    @DisplayName("A1 to A6, pending first")
    class Pending implements CertificateAuthorityContract {
        private final RecordStore store = new InMemoryRecordStore();

        @Override
        public CertificateAuthority newAuthority() {
            return FakeAuthority.over(store, NOON, FOREVER).answerNext(Answer.PENDING, Answer.PENDING, Answer.PENDING);
        }

        @Override
        public CertificateAuthority restart(CertificateAuthority before) {
            return FakeAuthority.over(store, NOON, FOREVER);
        }
    }

    @Nested
    @DisplayName("A5: with an authority that ends soon")
    class EndingSoon implements CertificateAuthorityContract {
        @Override
        public CertificateAuthority newAuthority() {
            return FakeAuthority.create(NOON, NOON.plus(Duration.ofDays(3)));
        }
    }

    @ParameterizedTest
    @CsvSource({"EC", "RSA"})
    void chain_jdkPathValidation_holds(String family) throws Exception {
        CertificateChain chain = chain(authority.submit(ATTEMPT, plan(pair(family))));

        PKIXParameters parameters = new PKIXParameters(
                Set.of(new TrustAnchor(authority.describe().trustAnchors().get(0), null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(NOON.plusSeconds(1)));
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(chain.certificates()), parameters);

        X509Certificate leaf = chain.leaf();
        assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(leaf.getKeyUsage()[0]).isTrue();
        assertThat(leaf.getKeyUsage()[2]).isEqualTo(family.equals("RSA"));
        assertThat(leaf.getSubjectX500Principal().getName()).isEqualTo("CN=example.com");
    }

    @ParameterizedTest
    @CsvSource({"NOT_DONE, NONE, false", "REQUEST_LOST, UNKNOWN, false", "ANSWER_LOST, UNKNOWN, true"})
    void onSubmit_fault_hasThatEffect(Fault fault, Effect effect, boolean done) throws Exception {
        authority.onSubmit(1, fault);

        AuthorityException failed =
                catchThrowableOfType(AuthorityException.class, () -> authority.submit(ATTEMPT, plan(pair("EC"))));

        assertThat(failed.effect()).isEqualTo(effect);
        assertThat(authority.find(ATTEMPT).isPresent()).isEqualTo(done);
        assertThat(authority.signatures()).isEqualTo(done ? 1 : 0);
    }

    @Test
    void onSubmit_crashAfter_isFoundAfterTheRestart() throws Exception {
        RecordStore store = new InMemoryRecordStore();
        FakeAuthority dying = FakeAuthority.over(store, NOON, FOREVER).onSubmit(1, Fault.CRASH_AFTER);

        IssuancePlan plan = plan(pair("EC"));
        assertThatExceptionOfType(Crash.class).isThrownBy(() -> dying.submit(ATTEMPT, plan));

        FakeAuthority restarted = FakeAuthority.over(store, NOON, FOREVER);
        assertThat(restarted.find(ATTEMPT)).isPresent();
        assertThat(restarted.issued()).containsOnlyKeys(ATTEMPT);
    }

    @Test
    void answerNext_pending_issuesWhenPolledLateEnough() throws Exception {
        authority.answerNext(Answer.PENDING).pendingFor(Duration.ofMinutes(5));
        Submission.Pending pending = (Submission.Pending) authority.submit(ATTEMPT, plan(pair("EC")));

        assertThat(pending.notBefore()).isEqualTo(NOON.plus(Duration.ofMinutes(5)));
        assertThat(authority.poll(ATTEMPT, pending.reference(), NOON)).isEqualTo(pending);
        assertThat(authority.poll(ATTEMPT, pending.reference(), pending.notBefore()))
                .isInstanceOf(Submission.Issued.class);
    }

    @Test
    void answerNext_reject_hasTheReasonTold() throws Exception {
        authority
                .answerNext(Answer.PENDING, Answer.REJECT)
                .rejectWith(FailureReason.PCA_LIMIT_EXCEEDED, RetryClass.POLICY);
        Submission.Pending pending = (Submission.Pending) authority.submit(ATTEMPT, plan(pair("EC")));

        Submission.Rejected rejected =
                (Submission.Rejected) authority.poll(ATTEMPT, pending.reference(), pending.notBefore());

        assertThat(rejected.reason()).isEqualTo(FailureReason.PCA_LIMIT_EXCEEDED);
        assertThat(rejected.retryClass()).isEqualTo(RetryClass.POLICY);
    }

    @ParameterizedTest
    @EnumSource(names = {"WRONG_KEY", "EXTRA_NAME", "EXPIRED", "WRONG_SIGNATURE"})
    void answerNext_wrongChain_isWrongInThatWay(Answer answer) throws Exception {
        KeyPair keys = pair("EC");
        authority.answerNext(answer);

        CertificateChain chain = chain(authority.submit(ATTEMPT, plan(keys)));

        X509Certificate leaf = chain.leaf();
        assertThat(leaf.getPublicKey().equals(keys.getPublic())).isEqualTo(answer != Answer.WRONG_KEY);
        assertThat(leaf.getSubjectAlternativeNames()).hasSize(answer == Answer.EXTRA_NAME ? 3 : 2);
        assertThat(leaf.getNotAfter().toInstant().isBefore(NOON)).isEqualTo(answer == Answer.EXPIRED);
        X509Certificate issuer = chain.certificates().get(1);
        if (answer == Answer.WRONG_SIGNATURE) {
            assertThatThrownBy(() -> leaf.verify(issuer.getPublicKey())).isInstanceOf(SignatureException.class);
        } else {
            leaf.verify(issuer.getPublicKey());
        }
    }

    @Test
    void revoke_twice_keepsTheFirstReason() throws Exception {
        CertificateChain chain = chain(authority.submit(ATTEMPT, plan(pair("EC"))));

        authority.revoke(chain, RevocationReason.KEY_COMPROMISE, NOON);
        authority.revoke(chain, RevocationReason.SUPERSEDED, NOON);

        assertThat(authority.revoked()).containsExactly(entry(chain.id(), RevocationReason.KEY_COMPROMISE));
    }
}
