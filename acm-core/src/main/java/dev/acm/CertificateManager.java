package dev.acm;

import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.ChainVerdict;
import dev.acm.certificate.ChainVerifier;
import dev.acm.certificate.DomainValidation;
import dev.acm.certificate.ExportedCertificate;
import dev.acm.certificate.RevocationReason;
import dev.acm.error.InvalidRequestException;
import dev.acm.error.InvalidStateException;
import dev.acm.error.PortFailedException;
import dev.acm.error.RequestInProgressException;
import dev.acm.error.ResourceInUseException;
import dev.acm.event.Caller;
import dev.acm.internal.Checks;
import dev.acm.lifecycle.CertificateRecord;
import dev.acm.lifecycle.Compromising;
import dev.acm.lifecycle.Generation;
import dev.acm.request.CertificateRequest;
import dev.acm.request.ExportRequest;
import dev.acm.request.ImportRequest;
import dev.acm.spi.RecordStore;
import dev.acm.spi.StoreException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Certificates by name, for one region and many accounts: ask for one, publish its DNS record once, call {@link #runDue}
 * from a scheduler, and it is validated, CAA-checked, issued, put to use, and renewed for as long as the record stays.
 *
 * <p>Calls are made for a {@link Caller}: {@link #as} gives a view for one, and the builder may set a default. Every call
 * reads its own writes. Thread-safe; starts no thread of its own. Several managers may share one store.
 *
 * <p>A refused call throws a {@link dev.acm.error.AcmException} and changes nothing; null arguments are a
 * {@link NullPointerException}.
 */
public final class CertificateManager {
    private final Operations does;
    private final Optional<Caller> caller;

    CertificateManager(Ports ports) {
        this(new Operations(ports), ports.defaultCaller());
    }

    private CertificateManager(Operations does, Optional<Caller> caller) {
        this.does = does;
        this.caller = caller;
    }

    /**
     * Starts a manager.
     *
     * @param store where all state lives
     * @param clock what time it is; {@code InstantSource.system()} outside tests
     * @return a builder
     */
    public static CertificateManagerBuilder builder(RecordStore store, InstantSource clock) {
        return new CertificateManagerBuilder(store, clock);
    }

    /**
     * The same manager, for a caller.
     *
     * @param newCaller on whose behalf calls are made
     * @return a view; the manager itself stays as it is
     */
    public CertificateManager as(Caller newCaller) {
        return new CertificateManager(does, Optional.of(Objects.requireNonNull(newCaller, "newCaller")));
    }

    InstantSource time() {
        return does.ports.time();
    }

    private Caller caller() {
        return caller.orElseThrow(
                () -> new IllegalStateException("no caller: use as(Caller), or set a default caller in the builder"));
    }

    /**
     * Asks for a certificate. Returns at once, with the DNS records to publish; the next {@link #runDue} begins.
     *
     * <p>With an idempotency token, the same request within one hour is the same certificate.
     *
     * @param request what is asked for
     * @return its handle and the distinct records to publish
     * @throws InvalidRequestException if the request breaks rules: all faults together
     * @throws dev.acm.error.AccessDeniedException if the host's policy refuses
     * @throws dev.acm.error.LimitExceededException if a quota of the account is used up
     * @throws dev.acm.error.PortMissingException if a port is missing that issuing will need
     * @throws PortFailedException if the store failed
     */
    public RequestResult request(CertificateRequest request) {
        return does.requests.request(caller(), Objects.requireNonNull(request, "request"));
    }

    /**
     * Says what would become of a request, by looking at DNS and CAA now. Nothing is stored, sent or signed.
     *
     * @param request what would be asked for
     * @return all faults and causes to wait, together
     * @throws dev.acm.error.PortMissingException if a port is missing that issuing would need
     */
    public Preflight preflight(CertificateRequest request) {
        return does.requests.preflight(caller(), Objects.requireNonNull(request, "request"));
    }

    /**
     * Takes in a certificate made elsewhere, with its key, by ACM's rules: as a new one, or onto one imported before, which
     * keeps its handle and its uses. Besides what ACM takes, DER, PKCS#12 and encrypted keys are read, and a chain in the
     * wrong order is put right and told.
     *
     * <p>It is served and watched for expiry, and is not renewed, exported or revoked. Nothing is asked of the owners of its
     * names. The key is sealed in the record by the write that makes the import known. An import onto a certificate becomes
     * its next generation, and targets are brought to it as to a renewed one; key algorithm and size stay, names may be
     * added and removed but not all, and key usages may be added and not removed (clientAuth may, and keyEncipherment of an
     * EC key).
     *
     * @param request what is to be imported
     * @return its handle, and what was repaired
     * @throws InvalidRequestException if something is wrong: all faults together, each with the input, the index of the
     *     certificate in it, and the reason
     * @throws dev.acm.error.ResourceNotFoundException if there is no certificate to import onto in the caller's account
     * @throws InvalidStateException if the certificate to import onto was not imported, or what was imported with the same
     *     idempotency token is deleted
     * @throws dev.acm.error.ConflictException if another import onto it came between
     * @throws dev.acm.error.PortMissingException if there is no vault, codec or key check
     * @throws PortFailedException if the store or the vault failed
     */
    public ImportResult importCertificate(ImportRequest request) {
        return does.imports.importCertificate(caller(), Objects.requireNonNull(request, "request"));
    }

    /**
     * Describes a certificate.
     *
     * @param arn the certificate
     * @return how it stands
     * @throws dev.acm.error.ResourceNotFoundException if there is none in the caller's account
     * @throws PortFailedException if the store failed
     */
    public CertificateDetail describe(CertificateArn arn) {
        return does.describer.detail(load(arn));
    }

    private CertificateRecord load(CertificateArn arn) {
        return does.records
                .get(Objects.requireNonNull(arn, "arn"), caller().account())
                .record();
    }

    /**
     * Lists the caller's certificates.
     *
     * @param query which, and in which order
     * @return a page
     * @throws InvalidRequestException if the token is not one of the same query
     * @throws PortFailedException if the store failed
     */
    public CertificateList list(ListQuery query) {
        return does.listing.list(caller().account(), Objects.requireNonNull(query, "query"));
    }

    /**
     * The current certificate with its chain, without the key.
     *
     * @param arn the certificate
     * @return the chain, the leaf first
     * @throws dev.acm.error.ResourceNotFoundException if there is none in the caller's account
     * @throws RequestInProgressException if nothing is issued yet
     * @throws PortFailedException if the store failed
     */
    public CertificateChain get(CertificateArn arn) {
        Generation current = load(arn).current().orElseThrow(() -> new RequestInProgressException(arn));
        try {
            return does.records.chain(current.leaf(), current.issuersId());
        } catch (StoreException e) {
            throw new PortFailedException("RecordStore", e);
        }
    }

    /**
     * Says why a certificate is in its state, from what was seen last.
     *
     * @param arn the certificate
     * @return causes, evidence, remedies, and the time of the next try
     * @throws dev.acm.error.ResourceNotFoundException if there is none in the caller's account
     * @throws PortFailedException if the store failed
     */
    public Explanation explain(CertificateArn arn) {
        return does.explanations.stored(load(arn));
    }

    /**
     * Says why a certificate is in its state, by looking at its names now. Nothing is stored; the next try stays as
     * planned.
     *
     * @param arn the certificate
     * @return causes, evidence, remedies, and the time of the next try
     * @throws dev.acm.error.ResourceNotFoundException if there is none in the caller's account
     * @throws PortFailedException if the store failed
     */
    public Explanation explainNow(CertificateArn arn) {
        return does.explanations.fresh(load(arn));
    }

    /**
     * Asks for a renewal now, whether it is due or not. The next {@link #runDue} begins; a renewal that waits is tried
     * again at once. The handle stays, key and chain are new.
     *
     * @param arn the certificate
     * @throws dev.acm.error.ResourceNotFoundException if there is none in the caller's account
     * @throws RequestInProgressException if nothing is issued yet
     * @throws InvalidStateException if it cannot be renewed any more, was imported, or if the authority has not taken note yet
     *     of 32 revocations of it
     * @throws PortFailedException if the store failed
     */
    public void renew(CertificateArn arn) {
        does.changes.renew(caller(), Objects.requireNonNull(arn, "arn"));
    }

    /**
     * Changes the names of a certificate, which keeps its handle, its uses and everything else. Returns at once; the next
     * {@link #runDue} begins. Control is proven of the names only that it did not have, while proof of the others may still
     * serve (BR 4.2.1); CAA is asked for all. Until the new generation is there, the present one serves and is renewed as it
     * is. What is not proven within the validation window (72 hours by default), or by a day before the present one ends, is given up,
     * and nothing is lost. The present
     * names take back a change that is under way.
     *
     * @param arn the certificate
     * @param names all names wanted, as they would be requested
     * @return the handle, and the distinct records to publish
     * @throws InvalidRequestException if names break rules: all faults together
     * @throws dev.acm.error.AccessDeniedException if the host's policy refuses
     * @throws dev.acm.error.ResourceNotFoundException if there is none in the caller's account
     * @throws RequestInProgressException if nothing is issued yet
     * @throws InvalidStateException if it was imported, is not valid any more, or if the authority has not taken note yet of 32
     *     revocations of it
     * @throws PortFailedException if the store failed
     */
    public RequestResult changeNames(CertificateArn arn, List<String> names) {
        return does.requests.changeNames(caller(), Objects.requireNonNull(arn, "arn"), List.copyOf(names));
    }

    /**
     * Takes a certificate out with its private key, encrypted, to be used outside: only if {@code exportable} was asked for
     * when it was requested. From then on it is renewed as one in use is, and each new generation has to be taken out again;
     * {@link dev.acm.deploy.ContinuousExport} does that by itself.
     *
     * <p>The record says who took the key out, and what for, before the key is opened; that entry stays if it then fails.
     *
     * @param arn the certificate
     * @param request form, passphrase and purpose
     * @return certificate, chain and encrypted key
     * @throws InvalidRequestException if the passphrase is not one of 4 to 128 ASCII characters without {@code #},
     *     {@code $}, {@code %} and line breaks
     * @throws dev.acm.error.ResourceNotFoundException if there is none in the caller's account
     * @throws RequestInProgressException if nothing is issued yet
     * @throws InvalidStateException if export was not enabled, it was imported, or it is not valid any more
     * @throws dev.acm.error.PortMissingException if there is no vault or codec
     * @throws PortFailedException if the store or the vault failed, or the vault lets no key out
     */
    public ExportedCertificate export(CertificateArn arn, ExportRequest request) {
        return does.exports.export(
                caller(), Objects.requireNonNull(arn, "arn"), Objects.requireNonNull(request, "request"));
    }

    /**
     * Revokes a certificate for good, with all its generations that are valid still; also while it is in use, and also if it
     * was never exported. At once its status is REVOKED and nobody starts to use it. The next {@link #runDue} tells the
     * authority, waiting for no target, and takes it from its targets; {@code describe} says how far that is. Doing so twice
     * is doing so once, and the first reason stays.
     *
     * @param arn the certificate
     * @param reason why; {@code SUPERCEDED} is taken as {@code SUPERSEDED}
     * @throws InvalidRequestException if the reason is {@code CERTIFICATE_HOLD} or {@code REMOVE_FROM_CRL}
     * @throws dev.acm.error.ResourceNotFoundException if there is none in the caller's account
     * @throws RequestInProgressException if nothing is issued yet
     * @throws InvalidStateException if it was imported, has expired or failed
     * @throws dev.acm.error.PortMissingException if there is no authority
     * @throws PortFailedException if the store failed
     */
    public void revoke(CertificateArn arn, RevocationReason reason) {
        does.revocations.revoke(caller(), Objects.requireNonNull(arn, "arn"), Objects.requireNonNull(reason, "reason"));
    }

    /**
     * Reports that the key of a certificate's current generation is known or feared known to others; see
     * {@link #compromised(PublicKey)}.
     *
     * @param arn the certificate
     * @return which certificates it concerns
     * @throws dev.acm.error.ResourceNotFoundException if there is none in the caller's account
     * @throws RequestInProgressException if nothing is issued yet
     * @throws PortFailedException if the store failed
     */
    public CompromiseReport compromised(CertificateArn arn) {
        String key = does.compromises.keyOf(Objects.requireNonNull(arn, "arn"), caller().account());
        return does.compromises.report(caller(), key);
    }

    /**
     * Reports that a key is known or feared known to others. All certificates of the caller's account that have or had it
     * are looked up. Each is given a new key and generation, sessions made under the old one are cut at its targets, and then
     * the old one is revoked, with reason {@code KEY_COMPROMISE}: after the replacement serves, and after 20 hours at the
     * latest. The next {@link #runDue} begins; a search that breaks off is gone on with. From now on the key is not imported
     * into the account any more. Telling it twice is telling it once.
     *
     * <p>Deleted certificates are looked up, too: those that were issued until their last generation has expired, imported ones
     * for 365 days. What is valid of them is revoked by the next {@code runDue}. What is being revoked for another reason, and
     * the authority has not taken note of yet, is revoked for {@code KEY_COMPROMISE}; {@code describe} keeps the reason that its
     * owner gave.
     *
     * @param key the public key
     * @return which certificates it concerns; imported ones can only be replaced by their owners
     * @throws IllegalArgumentException if the key has no encoding
     * @throws PortFailedException if the store failed; what was found until then is on its way, and the rest is looked for
     *     by the next {@code runDue} if the report itself was stored
     */
    public CompromiseReport compromised(PublicKey key) {
        byte[] encoded = key.getEncoded();
        Checks.require(encoded != null, "key must have an encoding");
        return does.compromises.report(caller(), Compromising.id(encoded));
    }

    /**
     * Says whether a TLS client would trust a chain, see {@link ChainVerifier}. Needs no caller, asks nobody, and stores
     * nothing.
     *
     * @param chain the chain, in order, with or without its root
     * @param trust the certificates that are trusted
     * @param host the host that is connected to: a DNS name or an IP address
     * @param at the time to judge by
     * @return the verdict, with reasons
     */
    public static ChainVerdict verifyChain(
            CertificateChain chain, Collection<X509Certificate> trust, String host, Instant at) {
        return ChainVerifier.verify(chain, trust, host, at);
    }

    /**
     * Deletes a certificate and its keys. The handle is never used again. A target that it is still being taken from serves it
     * on, and keeps its key in the record, until that is done.
     *
     * @param arn the certificate
     * @throws dev.acm.error.ResourceNotFoundException if there is none in the caller's account
     * @throws ResourceInUseException if targets use it; the exception lists them
     * @throws PortFailedException if the store failed
     */
    public void delete(CertificateArn arn) {
        does.changes.delete(caller(), Objects.requireNonNull(arn, "arn"));
    }

    /**
     * What concerns the caller's account as a whole: settings, quotas, readings.
     *
     * @return the account family of calls, for this caller
     */
    public Account account() {
        return new Account(does.accounts, does.listing, caller().account(), does.ports.time());
    }

    /**
     * How the validation of each name stands, and what the owner does for it.
     *
     * @param arn the certificate
     * @return one for each name, in their order; empty for a certificate that is not validated
     * @throws dev.acm.error.ResourceNotFoundException if there is none in the caller's account
     * @throws PortFailedException if the store failed
     */
    public List<DomainValidation> listDomainValidations(CertificateArn arn) {
        return describe(arn).domainValidations();
    }

    /**
     * The tags of certificates.
     *
     * @return the tags family of calls, for this caller
     */
    public Tags tags() {
        return new Tags(does.ports, does.records, caller());
    }

    /**
     * The targets of certificates.
     *
     * @return the deployments family of calls, for this caller
     */
    public Deployments deployments() {
        return new Deployments(does.ports, does.records, caller());
    }

    /**
     * The certificates of all accounts together.
     *
     * @return the fleet family of calls; needs no caller
     */
    public Fleet fleet() {
        return new Fleet(does.ports, does.records, does.lifecycle, does.deployer, does.oversleepers);
    }

    /**
     * Does what is due by the host's clock, for all accounts: at most {@code limit} certificates, each as far as it goes.
     * Blocks while it works; several calls side by side, also from other processes, are safe. Needs no caller.
     *
     * <p>When more is due, certificates take turns by who must act for them, by account and by registrable domain, so that
     * those that fail for long do not delay the others. A port that does not answer on the executor is waited for until two
     * minutes have passed by the host's clock, or half a minute without any answer; then the run ends without it, and a
     * later one applies the answer or, if none comes, finds out what became of it. With the default executor ports run on
     * the calling thread, and hold it until they answer. An interrupt of the calling thread ends the waiting.
     *
     * @param limit how many certificates at most; 1 and up
     * @return what was done, and when there is something to do next
     * @throws IllegalArgumentException if {@code limit} is less than 1
     * @throws PortFailedException if the store failed; what was done until then stands
     */
    public RunReport runDue(int limit) {
        return runDue(limit, () -> true);
    }

    /**
     * The same, until told to stop: then each certificate ends the step it is in, and the rest is left for a later run, of
     * this manager or another.
     *
     * @param limit how many certificates at most; 1 and up
     * @param goOn asked before each step, on the calling thread; false stops the run
     * @return what was done, and when there is something to do next
     * @throws IllegalArgumentException if {@code limit} is less than 1
     * @throws PortFailedException if the store failed; what was done until then stands
     */
    public RunReport runDue(int limit, BooleanSupplier goOn) {
        Checks.require(limit >= 1, "limit must be 1 or more, got " + limit);
        return does.runs.runDue(limit, Objects.requireNonNull(goOn, "goOn"));
    }
}
