package dev.acm.ca;

import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.RevocationReason;
import dev.acm.spi.AttemptId;
import dev.acm.spi.AuthorityDescription;
import dev.acm.spi.AuthorityException;
import dev.acm.spi.CertificateAuthority;
import dev.acm.spi.Document;
import dev.acm.spi.IssuancePlan;
import dev.acm.spi.Submission;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A certificate authority in the process. All its state is in the record store, so that a restart, or another manager on the
 * same store, goes on where this one was (A1).
 *
 * <p>Issues in this order, each step recorded before the next: reserve a serial number, build, lint, record the intent, sign,
 * record. An attempt that was interrupted before its signature is {@link Submission.Pending}: submitting it again or polling
 * within an hour finishes it; later refuses it for good, because control of the names and CAA were checked too long ago. The
 * hour is judged by the plan's time of request, so a plan that is submitted again has the time of that submission. A plan's validity is a wish: the schedule and the issuer's end shorten it.
 *
 * <p>Thread-safe. Methods block on the store only.
 */
public final class EmbeddedAuthority implements CertificateAuthority {
    private static final Set<RevocationReason> FOR_GOOD =
            EnumSet.complementOf(EnumSet.of(RevocationReason.CERTIFICATE_HOLD, RevocationReason.REMOVE_FROM_CRL));

    private final AuthorityOptions options;
    private final Issuers issuers;
    private final Revocations revocations;
    private final Issuance issuance;
    private final RevocationList crls;
    private final OcspResponder responder;

    private EmbeddedAuthority(AuthorityOptions options, Ledger ledger, Issuers issuers) {
        this.options = options;
        this.issuers = issuers;
        this.revocations = new Revocations(ledger);
        this.crls = new RevocationList(options.publication(), ledger, revocations);
        this.responder = new OcspResponder(options, ledger, revocations);
        PlanCheck planCheck = new PlanCheck(options, describe(), issuers::isOwnKey);
        this.issuance = new Issuance(options, ledger, planCheck, issuers, revocations);
    }

    /**
     * Opens the authority of this name in the store, or makes it: a root valid for 20 years and an issuing CA valid for 10.
     *
     * @param options how it is set up
     * @param now the host's time; only used when it is made
     * @return the authority
     * @throws AuthorityException if the store or the vault failed, or the keys do not open or fit
     */
    public static EmbeddedAuthority open(AuthorityOptions options, Instant now) throws AuthorityException {
        Objects.requireNonNull(now, "now");
        Ledger ledger = new Ledger(options.store());
        CaKeys keys = new CaKeys(options, ledger);
        return new EmbeddedAuthority(options, ledger, Issuers.stored(options, keys, keys.loadOrCreate(now)));
    }

    /**
     * An authority over CAs that exist already. The vault is not used, but for the key of an OCSP responder.
     *
     * <p>What other software did with a CA is not known here: its CRLs begin with number 1 and list what was revoked by this
     * authority, and OCSP answers unknown for what others issued, unless it was revoked here. Where the CA has made CRLs before,
     * revoke here what they list, and serve the new ones at other URLs, since clients may take a lower number for an old CRL.
     *
     * @param options how it is set up
     * @param current the CA that signs
     * @param former CAs that signed before and still answer for their certificates, with CRLs and OCSP; all of the same root
     * @return the authority
     * @throws AuthorityException if a certificate and its key do not fit, the key is weak, or nothing below a chain would
     *     be accepted; with all that is wrong with it
     */
    public static EmbeddedAuthority over(AuthorityOptions options, IssuingCa current, IssuingCa... former)
            throws AuthorityException {
        List<Issuer> issuers = new ArrayList<>();
        X509Certificate root = rootOf(current);
        for (IssuingCa ca : former) {
            if (!rootOf(ca).equals(root)) {
                throw CaChain.refused(ca + " is not below " + root.getSubjectX500Principal());
            }
            issuers.add(ca.issuer(options));
        }
        issuers.add(current.issuer(options));
        return new EmbeddedAuthority(options, new Ledger(options.store()), Issuers.given(options, root, issuers));
    }

    private static X509Certificate rootOf(IssuingCa ca) {
        List<X509Certificate> certificates = ca.chain().certificates();
        return certificates.get(certificates.size() - 1);
    }

    @Override
    public AuthorityDescription describe() {
        return AuthorityDescription.builder(options.name(), options.caaIdentities())
                .keyAlgorithms(options.certifiedKeys())
                .trustAnchors(roots())
                .build();
    }

    @Override
    public Submission submit(AttemptId attempt, IssuancePlan plan) throws AuthorityException {
        return issuance.submit(Objects.requireNonNull(attempt, "attempt"), Asked.of(plan));
    }

    /**
     * Asks for a certificate for a key that the host vouches for. Everything else is as with a signing request: the key is
     * checked, and the same attempt gives the same certificate (A2).
     *
     * @param attempt the attempt, stored by the caller before
     * @param plan what to certify
     * @return how the attempt stands
     * @throws AuthorityException if the store failed
     */
    public Submission submit(AttemptId attempt, PublicKeyPlan plan) throws AuthorityException {
        return issuance.submit(Objects.requireNonNull(attempt, "attempt"), Asked.of(plan));
    }

    @Override
    public Submission poll(AttemptId attempt, Document reference, Instant now) throws AuthorityException {
        return issuance.poll(attempt, now);
    }

    @Override
    public Optional<Submission> find(AttemptId attempt) throws AuthorityException {
        return issuance.find(attempt);
    }

    /**
     * {@inheritDoc}
     *
     * <p>A revocation dated before the certificate's validity counts from its beginning, one dated after its end from its end.
     */
    @Override
    public void revoke(CertificateChain chain, RevocationReason reason, Instant at) throws AuthorityException {
        if (!FOR_GOOD.contains(reason)) {
            throw new IllegalArgumentException("revocation is for good: " + reason + " is not possible (BR 4.9.13)");
        }
        Objects.requireNonNull(at, "at");
        Issuer issuer = issuers.ofLeaf(chain.leaf());
        try {
            chain.leaf().verify(issuer.certificate().getPublicKey());
        } catch (GeneralSecurityException e) {
            throw CaChain.refused("the certificate of " + chain.leaf().getSubjectX500Principal() + " is not signed by "
                    + issuer.certificate().getSubjectX500Principal());
        }
        revocations.add(issuer.id(), chain.leaf(), reason, at);
    }

    /**
     * The roots to trust.
     *
     * @return at least one
     */
    public List<X509Certificate> roots() {
        return List.of(issuers.root());
    }

    /**
     * The certificate of the CA that signs now.
     *
     * @return the certificate
     */
    public X509Certificate issuingCertificate() {
        return issuers.current().certificate();
    }

    /**
     * The certificates of all issuing CAs, those before roll-overs too.
     *
     * @return the newest last
     */
    public List<X509Certificate> issuingCertificates() {
        return issuers.all().stream().map(Issuer::certificate).toList();
    }

    /**
     * Makes everything that the host serves at the URLs of {@link PublicationOptions}: the CRLs of all issuing CAs whose
     * certificates have not ended, with every shard, also at the URLs that were configured before; their certificates, the
     * root's, and, if the authority has its key, the root's CRL. To be called at least daily, and after a revocation (BR 4.9.7).
     *
     * @param now the host's time
     * @return by URL, DER; empty if there are no URLs
     * @throws AuthorityException if the store or the vault failed
     */
    public Map<URI, byte[]> publications(Instant now) throws AuthorityException {
        Objects.requireNonNull(now, "now");
        return new Publications(options.publication(), issuers, crls).at(now);
    }

    /**
     * Makes a CRL of all certificates of the CA that signs now.
     *
     * @param thisUpdate the host's time
     * @return a DER CRL; its number is above those of all that were made of the CA over this store
     * @throws AuthorityException if the store failed
     */
    public byte[] crl(Instant thisUpdate) throws AuthorityException {
        return crls.complete(issuers.current(), Objects.requireNonNull(thisUpdate, "thisUpdate"));
    }

    /**
     * Makes a CRL of all certificates of any issuing CA of this authority, for those before a roll-over.
     *
     * @param issuer the CA's certificate
     * @param thisUpdate the host's time
     * @return a DER CRL; its number is above those of all that were made of the CA over this store
     * @throws AuthorityException if the store failed, or the CA is not one of this authority's
     */
    public byte[] crl(X509Certificate issuer, Instant thisUpdate) throws AuthorityException {
        return crls.complete(issuers.byCertificate(issuer), Objects.requireNonNull(thisUpdate, "thisUpdate"));
    }

    /**
     * Makes the root's CRL, of issuing CAs.
     *
     * @param thisUpdate the host's time
     * @return a DER CRL; its number is above those of all the root made before
     * @throws AuthorityException if the store or the vault failed
     * @throws IllegalStateException if the authority was not made by {@link #open}
     */
    public byte[] rootCrl(Instant thisUpdate) throws AuthorityException {
        Objects.requireNonNull(thisUpdate, "thisUpdate");
        return crls.ofAuthorities(issuers.openRoot(), thisUpdate);
    }

    /**
     * Answers an OCSP request (RFC 6960): good, revoked, or unknown for what was never issued.
     *
     * @param request a DER OCSPRequest, as it came
     * @param now the host's time
     * @return a DER OCSPResponse; for a malformed request, or one for another CA, an error response
     * @throws AuthorityException if the store or the vault failed, or the CA may not sign responses and there is no responder
     */
    public byte[] ocsp(byte[] request, Instant now) throws AuthorityException {
        return responder.answer(request, issuers.all(), now);
    }

    /**
     * Makes a new issuing CA below the same root, which signs from now on; those before still answer for their
     * certificates. Other managers on the same store take it up at their next start or {@link #reload}.
     *
     * @param now the host's time
     * @throws AuthorityException if the store or the vault failed
     * @throws IllegalStateException if the authority was not made by {@link #open}, or if the CRL or issuer URL lacks
     *     {@code {issuer}}
     */
    public void rollOver(Instant now) throws AuthorityException {
        issuers.rollOver(now);
    }

    /**
     * Revokes an issuing CA for good. It signs no certificate from now on, in no manager on the store, and is on the root's
     * next CRL; {@link #rollOver} makes another. Its CRL and OCSP responses can still be had.
     *
     * @param issuing the CA's certificate
     * @param reason one that a CRL may give for a CA (BR 7.2.2): {@code KEY_COMPROMISE}, {@code AFFILIATION_CHANGED}, {@code
     *     SUPERSEDED}, {@code CESSATION_OF_OPERATION} or {@code PRIVILEGE_WITHDRAWN}
     * @param at the time of revocation
     * @throws AuthorityException if the store failed, or the CA is not one of this authority's
     * @throws IllegalArgumentException if the reason is another one
     */
    public void revokeIssuing(X509Certificate issuing, RevocationReason reason, Instant at) throws AuthorityException {
        if (Revocations.reasonCode(reason) == 0) {
            throw new IllegalArgumentException("a CA must not be revoked with reason " + reason + " (BR 7.2.2)");
        }
        revocations.add(issuers.byCertificate(issuing), reason, Objects.requireNonNull(at, "at"));
    }

    /**
     * Takes up issuing CAs that another manager has made.
     *
     * @throws AuthorityException if the store or the vault failed
     */
    public void reload() throws AuthorityException {
        issuers.reload();
    }
}
