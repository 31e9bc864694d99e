package dev.acm.ca;

import static dev.acm.ca.TestAuthority.NOW;
import static dev.acm.ca.TestAuthority.attempt;
import static dev.acm.ca.TestAuthority.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.acm.ca.internal.DerElement;
import dev.acm.ca.lint.ExternalFinding;
import dev.acm.ca.lint.ExternalLint;
import dev.acm.ca.lint.Severity;
import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.memory.InMemoryRecordStore;
import dev.acm.spi.AuthorityException;
import dev.acm.spi.IssuancePlan;
import dev.acm.spi.Page;
import dev.acm.spi.RetryClass;
import dev.acm.spi.Submission;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SignatureException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("BR 4.3.1.2: the host's own linter stands between our rules and the signature")
class ExternalLintTest {
    private final InMemoryRecordStore store = new InMemoryRecordStore();
    private final List<byte[]> shown = new ArrayList<>();

    @TempDir
    Path folder;

    private EmbeddedAuthority open(ExternalLint lint) throws Exception {
        return open(KeyAlgorithm.EC_prime256v1, lint);
    }

    private EmbeddedAuthority open(KeyAlgorithm caKey, ExternalLint lint) throws Exception {
        return EmbeddedAuthority.open(
                TestAuthority.options(store)
                        .keyAlgorithm(caKey)
                        .externalLint(certificate -> {
                            shown.add(certificate.clone());
                            return lint.check(certificate);
                        })
                        .build(),
                NOW);
    }

    private static IssuancePlan onePlan() throws Exception {
        return plan(KeyAlgorithm.EC_prime256v1, "example.com").build();
    }

    private static ExternalFinding finding(Severity severity) {
        return new ExternalFinding("e_example", severity, "the example is not good");
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyAlgorithm.class,
            names = {"RSA_2048", "EC_prime256v1", "EC_secp384r1"})
    @DisplayName("what it is shown is the certificate to come, unsigned, which the JDK reads")
    void submit_linterIsSilent_sawExactlyWhatWasSigned(KeyAlgorithm caKey) throws Exception {
        EmbeddedAuthority authority = open(caKey, certificate -> List.of());

        CertificateChain chain = TestAuthority.issue(authority, 1, onePlan());

        assertThat(shown).hasSize(1);
        X509Certificate seen = (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(shown.get(0)));
        assertThat(seen.getTBSCertificate()).isEqualTo(chain.leaf().getTBSCertificate());
        assertThat(seen.getSigAlgName()).isEqualTo(chain.leaf().getSigAlgName());
        assertThatThrownBy(() -> seen.verify(authority.issuingCertificate().getPublicKey()))
                .isInstanceOf(SignatureException.class);
    }

    @Test
    void submit_linterFindsAnError_isRefusedAndTheSerialNumberIsBurnt() throws Exception {
        EmbeddedAuthority authority = open(certificate -> List.of(finding(Severity.WARNING), finding(Severity.ERROR)));

        Submission submission = authority.submit(attempt(1), onePlan());

        assertThat(submission).isInstanceOf(Submission.Rejected.class);
        assertThat(((Submission.Rejected) submission).diagnosis().evidence())
                .singleElement()
                .satisfies(evidence -> assertThat(evidence.got()).contains("the example is not good"));
        assertThat(open(certificate -> List.of()).submit(attempt(1), onePlan())).isEqualTo(submission);
        Page records = store.scan(Ledger.CERTIFICATES, Optional.empty(), Optional.empty(), 10);
        String serial = DerElement.parse(shown.get(0))
                .children()
                .get(0)
                .children()
                .get(1)
                .integer()
                .toString(16);
        assertThat(records.records())
                .filteredOn(record -> record.key().id().endsWith(":" + serial))
                .singleElement()
                .satisfies(
                        record -> assertThat(record.document().string("state")).isEqualTo("REFUSED"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Severity.class,
            names = {"WARNING", "NOTICE"})
    @DisplayName("control: less than an error keeps nothing from being signed")
    void submit_linterWarns_isIssued(Severity severity) throws Exception {
        EmbeddedAuthority authority = open(certificate -> List.of(finding(severity)));

        assertThat(authority.submit(attempt(1), onePlan())).isInstanceOf(Submission.Issued.class);
    }

    @Test
    void submit_linterCannotBeAsked_nothingIsSignedUntilItCan() throws Exception {
        EmbeddedAuthority broken = open(certificate -> {
            throw new IOException("no such program");
        });

        assertThatThrownBy(() -> broken.submit(attempt(1), onePlan()))
                .isInstanceOfSatisfying(
                        AuthorityException.class,
                        e -> assertThat(e.retryClass()).isEqualTo(RetryClass.TRANSIENT));
        assertThat(broken.find(attempt(1))).containsInstanceOf(Submission.Pending.class);
        assertThat(open(certificate -> List.of()).submit(attempt(1), onePlan())).isInstanceOf(Submission.Issued.class);
    }

    @Test
    void submit_interruptedAtTheLinter_nothingIsSignedAndTheFlagIsUp() throws Exception {
        EmbeddedAuthority authority = open(certificate -> {
            throw new InterruptedException();
        });

        assertThatThrownBy(() -> authority.submit(attempt(1), onePlan())).isInstanceOf(AuthorityException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(authority.find(attempt(1))).containsInstanceOf(Submission.Pending.class);
    }

    @Test
    @DisplayName("a program of others reads it: openssl, which here objects to every name but one")
    void submit_realProgram_decides() throws Exception {
        assumeTrue(SecondOpinion.isOpensslThere(), "openssl is not here");
        EmbeddedAuthority authority = open(certificate -> {
            Path file = Files.write(folder.resolve("unsigned.der"), certificate);
            Process process = new ProcessBuilder(
                            "openssl",
                            "x509",
                            "-inform",
                            "DER",
                            "-in",
                            file.toString(),
                            "-noout",
                            "-ext",
                            "subjectAltName")
                    .redirectErrorStream(true)
                    .start();
            String output =
                    new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            return process.waitFor() == 0 && output.contains("DNS:good.example")
                    ? List.of()
                    : List.of(new ExternalFinding("openssl", Severity.ERROR, output));
        });

        assertThat(authority.submit(
                        attempt(1),
                        plan(KeyAlgorithm.EC_prime256v1, "good.example").build()))
                .isInstanceOf(Submission.Issued.class);
        assertThat(authority.submit(
                        attempt(2),
                        plan(KeyAlgorithm.EC_prime256v1, "bad.example").build()))
                .isInstanceOf(Submission.Rejected.class);
    }
}
