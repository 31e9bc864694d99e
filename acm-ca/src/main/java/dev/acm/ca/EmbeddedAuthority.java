package dev.acm.ca;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import dev.acm.ca.internal.MalformedDerException;
import dev.acm.ca.internal.Oids;
import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.RevocationReason;
import dev.acm.spi.AttemptId;
import dev.acm.spi.AuthorityDescription;
import dev.acm.spi.AuthorityException;
import dev.acm.spi.CertificateAuthority;
import dev.acm.spi.Document;
import dev.acm.spi.IssuancePlan;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RetryClass;
import dev.acm.spi.Submission;
import dev.acm.spi.Submission.Rejected;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A certificate authority in the process. All its state is in the record store, so that a restart, or another manager on the
 * same store, goes on where this one was (A1).
 *
 * <p>Issues in this order, each step recorded before the next: reserve a serial number, build, lint, record the intent, sign,
 * record. An attempt that was interrupted before its signature is {@link Submission.Pending}: submitting it again, or polling
 * within an hour, finishes it; polling later refuses it for good, because control of the names and CAA were checked too long
 * ago. A plan's validity is a wish: the schedule and the issuer's end shorten it.
 *
 * <p>Thread-safe. Methods block on the store only.
 */
public final class EmbeddedAuthority implements CertificateAuthority {
    private final AuthorityOptions options;
    private final Optional<CaKeys> keys;
    private final Revocations revocations;
    private final Issuance issuance;
    private final RevocationList crls;
    private final OcspResponder responder;
    private final Map<String, LeafBuilder> builders = new ConcurrentHashMap<>();
    private volatile Cas cas;

    private EmbeddedAuthority(AuthorityOptions options, Ledger ledger, Optional<CaKeys> keys, Cas cas) {
        this.options = options;
        this.keys = keys;
        this.cas = cas;
        this.revocations = new Revocations(ledger);
        this.crls = new RevocationList(options, ledger, revocations);
        this.responder = new OcspResponder(options, ledger, revocations);
        this.issuance = new Issuance(options, ledger, new PlanCheck(options, describe()), new Known());
    }

    /** The certificates and keys at one time; the last issuer signs. */
    private record Cas(List<X509Certificate> roots, Map<String, Issuer> issuers, Issuer current) {
        static Cas of(List<X509Certificate> roots, List<Issuer> issuers) {
            Map<String, Issuer> byId = new LinkedHashMap<>();
            issuers.forEach(issuer -> byId.put(issuer.id(), issuer));
            return new Cas(List.copyOf(roots), Map.copyOf(byId), issuers.get(issuers.size() - 1));
        }
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
        return new EmbeddedAuthority(options, ledger, Optional.of(keys), cas(keys, keys.loadOrCreate(now)));
    }

    /**
     * An authority over a CA that exists already.
     *
     * @param options how it is set up; the vault is not used
     * @param chain the issuing CA's certificate first, then those above it, the root last
     * @param key the issuing CA's key, of any JCA provider
     * @return the authority
     * @throws AuthorityException if certificate and key do not fit, or the certificate is no CA's
     */
    public static EmbeddedAuthority over(AuthorityOptions options, CertificateChain chain, PrivateKey key)
            throws AuthorityException {
        List<X509Certificate> certificates = chain.certificates();
        for (int i = 0; i + 1 < certificates.size(); i++) {
            verify(certificates.get(i), certificates.get(i + 1));
        }
        Issuer issuer = Issuer.of(certificates, key, options.provider(), options.random());
        X509Certificate root = certificates.get(certificates.size() - 1);
        return new EmbeddedAuthority(
                options, new Ledger(options.store()), Optional.empty(), Cas.of(List.of(root), List.of(issuer)));
    }

    private static Cas cas(CaKeys keys, CaKeys.State state) throws AuthorityException {
        Issuer[] issuers = new Issuer[state.issuing().size()];
        for (int i = 0; i < issuers.length; i++) {
            issuers[i] = keys.issuer(state, state.issuing().get(i));
        }
        return Cas.of(List.of(state.root().certificate()), List.of(issuers));
    }

    private static void verify(X509Certificate certificate, X509Certificate issuer) throws AuthorityException {
        try {
            certificate.verify(issuer.getPublicKey());
        } catch (GeneralSecurityException e) {
            throw new AuthorityException(
                    "the certificate of " + certificate.getSubjectX500Principal() + " is not signed by "
                            + issuer.getSubjectX500Principal(),
                    Effect.NONE,
                    RetryClass.NEVER,
                    e);
        }
    }

    /** What the issuance asks of this object. */
    private final class Known implements Issuers {
        @Override
        public Issuer current() {
            return cas.current();
        }

        @Override
        public Issuer byId(String id) throws AuthorityException {
            Issuer issuer = cas.issuers().get(id);
            if (issuer == null) {
                reload();
                issuer = cas.issuers().get(id);
            }
            if (issuer == null) {
                throw new AuthorityException(
                        "the issuing CA " + id + " is not one of this authority's",
                        Effect.NONE,
                        RetryClass.HUMAN,
                        null);
            }
            return issuer;
        }

        @Override
        public LeafBuilder builder(Issuer issuer) {
            return builders.computeIfAbsent(issuer.id(), id -> new LeafBuilder(issuer, options));
        }

        @Override
        public Optional<Rejected> compromised(byte[] publicKey) throws AuthorityException {
            return revocations.compromised(publicKey);
        }
    }

    @Override
    public AuthorityDescription describe() {
        return AuthorityDescription.builder(options.name(), options.caaIdentities())
                .trustAnchors(cas.roots())
                .build();
    }

    @Override
    public Submission submit(AttemptId attempt, IssuancePlan plan) throws AuthorityException {
        return issuance.submit(Objects.requireNonNull(attempt, "attempt"), plan);
    }

    @Override
    public Submission poll(AttemptId attempt, Document reference, Instant now) throws AuthorityException {
        return issuance.poll(attempt, now);
    }

    @Override
    public Optional<Submission> find(AttemptId attempt) throws AuthorityException {
        return issuance.find(attempt);
    }

    @Override
    public void revoke(CertificateChain chain, RevocationReason reason, Instant at) throws AuthorityException {
        if (reason == RevocationReason.CERTIFICATE_HOLD || reason == RevocationReason.REMOVE_FROM_CRL) {
            throw new IllegalArgumentException("revocation is for good: " + reason + " is not possible (BR 4.9.13)");
        }
        Objects.requireNonNull(at, "at");
        Issuer issuer = issuerOf(chain.leaf());
        verify(chain.leaf(), issuer.certificate());
        revocations.add(issuer.id(), chain.leaf(), reason, at);
    }

    private Issuer issuerOf(X509Certificate leaf) throws AuthorityException {
        byte[] extension = leaf.getExtensionValue(Oids.AUTHORITY_KEY_IDENTIFIER);
        try {
            DerElement identifier = DerElement.parse(extension == null ? new byte[0] : extension)
                    .expect(Der.OCTET_STRING)
                    .inner()
                    .children()
                    .get(0)
                    .expect(0x80);
            return new Known().byId(HexFormat.of().formatHex(identifier.content()));
        } catch (MalformedDerException | IndexOutOfBoundsException e) {
            throw new AuthorityException(
                    "the certificate does not name its issuer's key", Effect.NONE, RetryClass.NEVER, e);
        }
    }

    /**
     * The roots to trust.
     *
     * @return at least one
     */
    public List<X509Certificate> roots() {
        return cas.roots();
    }

    /**
     * The certificate of the CA that signs now; what the host serves at the issuer URL.
     *
     * @return the certificate
     */
    public X509Certificate issuingCertificate() {
        return cas.current().certificate();
    }

    /**
     * Makes the CRL of the CA that signs now; the host serves it at the CRL URL, at least once within its validity.
     *
     * @param thisUpdate the host's time
     * @return a DER CRL; its number is above those of all made before
     * @throws AuthorityException if the store failed
     */
    public byte[] crl(Instant thisUpdate) throws AuthorityException {
        return crls.make(cas.current(), Objects.requireNonNull(thisUpdate, "thisUpdate"));
    }

    /**
     * Makes the CRL of any CA of this authority, for those before a roll-over.
     *
     * @param issuer the CA's certificate
     * @param thisUpdate the host's time
     * @return a DER CRL
     * @throws AuthorityException if the store failed, or the CA is not one of this authority's
     */
    public byte[] crl(X509Certificate issuer, Instant thisUpdate) throws AuthorityException {
        for (Issuer known : cas.issuers().values()) {
            if (known.certificate().equals(issuer)) {
                return crls.make(known, thisUpdate);
            }
        }
        throw new AuthorityException("the CA is not one of this authority's", Effect.NONE, RetryClass.NEVER, null);
    }

    /**
     * Answers an OCSP request (RFC 6960): good, revoked, or unknown for what was never issued.
     *
     * @param request a DER OCSPRequest, as it came
     * @param now the host's time
     * @return a DER OCSPResponse; for a malformed request, or one for another CA, an error response
     * @throws AuthorityException if the store failed
     */
    public byte[] ocsp(byte[] request, Instant now) throws AuthorityException {
        return responder.answer(request, cas.issuers().values(), now);
    }

    /**
     * Makes a new issuing CA below the same root, which signs from now on; the one before still answers for its
     * certificates. Other managers on the same store take it up at their next start or {@link #reload}.
     *
     * @param now the host's time
     * @throws AuthorityException if the store or the vault failed
     * @throws IllegalStateException if the authority was not made by {@link #open}
     */
    public void rollOver(Instant now) throws AuthorityException {
        CaKeys own = keys.orElseThrow(
                () -> new IllegalStateException("an authority over a given key has no root key to roll over with"));
        cas = cas(own, own.addIssuing(now));
    }

    /**
     * Takes up issuing CAs that another manager has made.
     *
     * @throws AuthorityException if the store or the vault failed
     */
    public void reload() throws AuthorityException {
        if (keys.isPresent()) {
            Optional<CaKeys.State> state = keys.get().load();
            if (state.isPresent()) {
                cas = cas(keys.get(), state.get());
            }
        }
    }
}
