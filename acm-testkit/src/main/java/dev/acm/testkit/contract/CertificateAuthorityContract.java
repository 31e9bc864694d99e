package dev.acm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.certificate.RevocationReason;
import dev.acm.name.DomainName;
import dev.acm.spi.AttemptId;
import dev.acm.spi.AuthorityDescription;
import dev.acm.spi.CertificateAuthority;
import dev.acm.spi.Document;
import dev.acm.spi.IssuancePlan;
import dev.acm.spi.Submission;
import dev.acm.testkit.SigningRequests;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * The contract of {@link CertificateAuthority}, A1 to A6. An authority that answers pending is polled until it has decided;
 * one that validates itself must be set up so that {@link #names} are proven.
 */
public interface CertificateAuthorityContract {
    /**
     * Makes an authority that has no attempts; called once for each test.
     *
     * @return an authority
     * @throws Exception if none can be made
     */
    CertificateAuthority newAuthority() throws Exception;

    /**
     * Restarts the authority, or the adapter to it: another object that has only what is stored (A1).
     *
     * @param authority from {@link #newAuthority}
     * @return the same object unless overridden
     * @throws Exception if it cannot be restarted
     */
    default CertificateAuthority restart(CertificateAuthority authority) throws Exception {
        return authority;
    }

    /**
     * The time of the tests.
     *
     * @return noon of 2026-11-23 in UTC unless overridden
     */
    default Instant now() {
        return Instant.parse("2026-11-23T12:00:00Z");
    }

    /**
     * The names to certify.
     *
     * @return a name, its wildcard and another, unless overridden
     */
    default List<DomainName> names() {
        return List.of(
                DomainName.parse("contract.example.com"),
                DomainName.parse("*.contract.example.com"),
                DomainName.parse("www.contract.example.net"));
    }

    /**
     * How often the authority has taken note of the revocation of a certificate.
     *
     * @param authority the authority
     * @param chain the certificate
     * @return empty if that cannot be seen, as by default
     * @throws Exception if the authority fails
     */
    default OptionalInt revocations(CertificateAuthority authority, CertificateChain chain) throws Exception {
        return OptionalInt.empty();
    }

    private static KeyPair newPair() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static AttemptId attempt(int number) {
        return new AttemptId(String.format(Locale.ROOT, "%032x", number));
    }

    private IssuancePlan.Builder plan(byte[] request, List<DomainName> names) {
        CertificateArn arn = new CertificateArn(
                "acm", "eu-1", "111122223333", UUID.fromString("6b1d3f0c-3f5e-4c86-9d57-0a8f0f5f2c11"));
        return IssuancePlan.builder(arn, 1, names, request, KeyAlgorithm.EC_prime256v1, now());
    }

    private IssuancePlan plan(KeyPair keys) {
        return plan(SigningRequests.create(keys, names()), names()).build();
    }

    private Submission decided(CertificateAuthority authority, AttemptId attempt, IssuancePlan plan) throws Exception {
        Submission submission = authority.submit(attempt, plan);
        Instant time = now();
        for (int i = 0; submission instanceof Submission.Pending pending && i < 100; i++) {
            time = time.isBefore(pending.notBefore()) ? pending.notBefore() : time.plusSeconds(60);
            submission = authority.poll(attempt, copy(pending.reference()), time);
        }
        return submission;
    }

    /** What is stored comes back equal, but is not the same object. */
    private static Document copy(Document document) {
        return Document.of(document.asMap());
    }

    private CertificateChain issued(CertificateAuthority authority, AttemptId attempt, IssuancePlan plan)
            throws Exception {
        return chainOf(decided(authority, attempt, plan));
    }

    private static CertificateChain chainOf(Submission submission) {
        assertThat(submission).isInstanceOf(Submission.Issued.class);
        return ((Submission.Issued) submission).chain();
    }

    /**
     * The description is the same at every call, and has a name.
     *
     * @throws Exception if the authority fails
     */
    @Test
    default void a1_description_lasts() throws Exception {
        CertificateAuthority authority = newAuthority();
        AuthorityDescription first = authority.describe();
        AuthorityDescription second = restart(authority).describe();

        assertThat(first.name()).isNotBlank().isEqualTo(second.name());
        assertThat(first.caaIdentities()).isEqualTo(second.caaIdentities());
        assertThat(first.trustAnchors()).isEqualTo(second.trustAnchors());
    }

    /**
     * After a restart a submitted attempt goes on from what was returned, and ends in one certificate.
     *
     * @throws Exception if the authority fails
     */
    @Test
    default void a1_restart_goesOnFromWhatWasReturned() throws Exception {
        CertificateAuthority authority = newAuthority();
        IssuancePlan plan = plan(newPair());
        Submission first = authority.submit(attempt(1), plan);

        CertificateAuthority restarted = restart(authority);
        Submission then = first instanceof Submission.Pending pending
                ? restarted.poll(attempt(1), copy(pending.reference()), pending.notBefore())
                : restarted.find(attempt(1)).orElseThrow(() -> new AssertionError("the attempt is forgotten"));
        CertificateChain chain =
                then instanceof Submission.Pending ? issued(restarted, attempt(1), plan) : chainOf(then);

        assertThat(issued(restart(restarted), attempt(1), plan)).isEqualTo(chain);
        if (first instanceof Submission.Issued issued) {
            assertThat(chain).isEqualTo(issued.chain());
        }
    }

    /**
     * The same attempt submitted again gives the same certificate.
     *
     * @throws Exception if the authority fails
     */
    @Test
    default void a2_submitTwice_givesTheSameCertificate() throws Exception {
        CertificateAuthority authority = newAuthority();
        IssuancePlan plan = plan(newPair());

        CertificateChain first = issued(authority, attempt(1), plan);
        CertificateChain second = issued(authority, attempt(1), plan);

        assertThat(second).isEqualTo(first);
    }

    /**
     * The same attempt submitted on many threads gives the same certificate.
     *
     * @throws Exception if the authority fails
     */
    @Test
    default void a2_submitAtOnce_givesTheSameCertificate() throws Exception {
        CertificateAuthority authority = newAuthority();
        IssuancePlan plan = plan(newPair());

        List<CertificateChain> chains = Race.run(thread -> issued(authority, attempt(1), plan));

        assertThat(new HashSet<>(chains)).hasSize(1);
    }

    /**
     * Looking an attempt up gives what became of it.
     *
     * @throws Exception if the authority fails
     */
    @Test
    default void a2_find_givesTheSameCertificate() throws Exception {
        CertificateAuthority authority = newAuthority();
        CertificateChain chain = issued(authority, attempt(1), plan(newPair()));

        Optional<Submission> found = authority.find(attempt(1));

        assertThat(found).isPresent();
        assertThat(chainOf(found.orElseThrow())).isEqualTo(chain);
    }

    /**
     * An attempt that was never submitted is not found.
     *
     * @throws Exception if the authority fails
     */
    @Test
    default void a2_findOfUnknownAttempt_isEmpty() throws Exception {
        CertificateAuthority authority = newAuthority();
        decided(authority, attempt(1), plan(newPair()));

        assertThat(authority.find(attempt(2))).isEmpty();
    }

    /**
     * Other attempts are other certificates, with other serial numbers, for the same plan too.
     *
     * @throws Exception if the authority fails
     */
    @Test
    default void a2_otherAttempts_giveOtherCertificates() throws Exception {
        CertificateAuthority authority = newAuthority();
        IssuancePlan plan = plan(newPair());

        List<CertificateChain> chains = Race.run(thread -> issued(authority, attempt(100 + thread), plan));

        assertThat(chains).doesNotHaveDuplicates();
        assertThat(chains.stream().map(chain -> chain.leaf().getSerialNumber())).doesNotHaveDuplicates();
    }

    /**
     * A request without proof of possession is rejected with a diagnosis, and stays so.
     *
     * @throws Exception if the authority fails
     */
    @Test
    default void a3_requestWithoutProof_isRejected() throws Exception {
        CertificateAuthority authority = newAuthority();
        byte[] request = SigningRequests.createWithoutProof(newPair().getPublic(), newPair(), names());
        IssuancePlan plan = plan(request, names()).build();

        Submission submission = decided(authority, attempt(1), plan);

        assertThat(submission).isInstanceOf(Submission.Rejected.class);
        assertThat(((Submission.Rejected) submission).diagnosis().summary()).isNotBlank();
        assertThat(decided(authority, attempt(1), plan)).isInstanceOf(Submission.Rejected.class);
    }

    /**
     * The certificate is for the key and exactly the names of the plan, and valid at the time of the attempt.
     *
     * @throws Exception if the authority fails
     */
    @Test
    default void a4_certificate_fitsThePlan() throws Exception {
        KeyPair keys = newPair();

        X509Certificate leaf = issued(newAuthority(), attempt(1), plan(keys)).leaf();

        assertThat(leaf.getPublicKey().getEncoded()).isEqualTo(keys.getPublic().getEncoded());
        assertThat(alternativeNames(leaf)).containsExactlyInAnyOrderElementsOf(names());
        assertThat(leaf.getNotBefore().toInstant()).isBeforeOrEqualTo(now());
        assertThat(leaf.getNotAfter().toInstant()).isAfter(now());
        assertThat(leaf.getBasicConstraints()).as("it is no authority").isEqualTo(-1);
    }

    /**
     * A validity that was asked for is not exceeded by more than a day.
     *
     * @throws Exception if the authority fails
     */
    @Test
    default void a4_validity_isNotExceeded() throws Exception {
        byte[] request = SigningRequests.create(newPair(), names());
        Duration wanted = Duration.ofDays(10);
        CertificateAuthority authority = newAuthority();
        assumeTrue(authority.describe().maximumValidity().isPresent(), "the authority sets the validity itself");

        X509Certificate leaf = issued(
                        authority,
                        attempt(1),
                        plan(request, names()).validity(wanted).build())
                .leaf();

        Duration given = Duration.between(
                leaf.getNotBefore().toInstant(), leaf.getNotAfter().toInstant());
        assertThat(given).isLessThanOrEqualTo(wanted.plusDays(1));
    }

    /**
     * Each certificate of the chain is signed by the next, and the last by itself or by a trust anchor.
     *
     * @throws Exception if the authority fails
     */
    @Test
    default void a4_chain_isSignedLinkByLink() throws Exception {
        CertificateAuthority authority = newAuthority();

        List<X509Certificate> chain =
                issued(authority, attempt(1), plan(newPair())).certificates();

        for (int i = 0; i + 1 < chain.size(); i++) {
            chain.get(i).verify(chain.get(i + 1).getPublicKey());
            assertThat(chain.get(i).getIssuerX500Principal())
                    .isEqualTo(chain.get(i + 1).getSubjectX500Principal());
        }
        List<X509Certificate> anchors = authority.describe().trustAnchors();
        X509Certificate last = chain.get(chain.size() - 1);
        assertThat(anchors.isEmpty() || anchors.stream().anyMatch(anchor -> isSignedBy(last, anchor)))
                .as("leads to a trust anchor")
                .isTrue();
    }

    private static boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /**
     * A name of more than 64 octets is certified, as a common name cannot hold it.
     *
     * @throws Exception if the authority fails
     */
    @Test
    default void a4_longName_isCertified() throws Exception {
        String label = "a".repeat(60);
        List<DomainName> names =
                List.of(DomainName.parse(label + "." + names().get(0).base()));
        byte[] request = SigningRequests.create(newPair(), names);

        X509Certificate leaf =
                issued(newAuthority(), attempt(1), plan(request, names).build()).leaf();

        assertThat(alternativeNames(leaf)).isEqualTo(Set.copyOf(names));
    }

    /**
     * However long a validity is asked for, the leaf ends no later than any certificate above it, or is refused.
     *
     * @throws Exception if the authority fails
     */
    @Test
    default void a5_leaf_doesNotOutliveItsIssuer() throws Exception {
        CertificateAuthority authority = newAuthority();
        byte[] request = SigningRequests.create(newPair(), names());
        IssuancePlan plan =
                plan(request, names()).validity(Duration.ofDays(365L * 200)).build();

        Submission submission = decided(authority, attempt(1), plan);

        if (submission instanceof Submission.Issued issued) {
            List<X509Certificate> above = new ArrayList<>(issued.chain().certificates());
            X509Certificate leaf = above.remove(0);
            above.addAll(authority.describe().trustAnchors());
            assertThat(above).isNotEmpty().allSatisfy(issuer -> {
                assertThat(leaf.getNotAfter()).isBeforeOrEqualTo(issuer.getNotAfter());
                assertThat(leaf.getNotBefore()).isAfterOrEqualTo(issuer.getNotBefore());
            });
        } else {
            assertThat(submission).isInstanceOf(Submission.Rejected.class);
        }
    }

    /**
     * Revoking again changes nothing and does not fail, also after a restart and for another reason.
     *
     * @throws Exception if the authority fails
     */
    @Test
    default void a6_revokeTwice_isRevokingOnce() throws Exception {
        CertificateAuthority authority = newAuthority();
        CertificateChain chain = issued(authority, attempt(1), plan(newPair()));

        authority.revoke(chain, RevocationReason.SUPERSEDED, now());
        authority.revoke(chain, RevocationReason.SUPERSEDED, now());
        restart(authority).revoke(chain, RevocationReason.UNSPECIFIED, now().plusSeconds(60));

        revocations(authority, chain)
                .ifPresent(count -> assertThat(count).as("revocations noted").isEqualTo(1));
    }

    /**
     * Revoking on many threads is revoking once.
     *
     * @throws Exception if the authority fails
     */
    @Test
    default void a6_revokeAtOnce_isRevokingOnce() throws Exception {
        CertificateAuthority authority = newAuthority();
        CertificateChain chain = issued(authority, attempt(1), plan(newPair()));

        Race.run(thread -> {
            authority.revoke(chain, RevocationReason.KEY_COMPROMISE, now());
            return thread;
        });

        revocations(authority, chain)
                .ifPresent(count -> assertThat(count).as("revocations noted").isEqualTo(1));
    }

    private static Set<DomainName> alternativeNames(X509Certificate certificate) throws Exception {
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        Set<DomainName> parsed = new HashSet<>();
        for (List<?> name : names == null ? List.<List<?>>of() : names) {
            assertThat(name.get(0))
                    .as("kind of an alternative name (2 is dNSName)")
                    .isEqualTo(2);
            parsed.add(DomainName.parse((String) name.get(1)));
        }
        return parsed;
    }
}
