package dev.acm.ca;

import dev.acm.certificate.CertificateChain;
import dev.acm.key.KeyBinding;
import dev.acm.key.SealedKey;
import dev.acm.spi.AuthorityException;
import dev.acm.spi.Document;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RecordKey;
import dev.acm.spi.RetryClass;
import dev.acm.spi.StoredRecord;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who signs OCSP responses for an issuing CA: the CA itself, or a responder whose key and certificate are made here and kept
 * in the store. A responder's certificate outlives every response it signs; one that would not is replaced.
 */
final class OcspSigners {
    private static final String PURPOSE = "ocsp-responder";

    private final AuthorityOptions options;
    private final Ledger ledger;
    private final AuthorityVault vault;
    private final Map<String, OcspSigner> known = new ConcurrentHashMap<>();

    OcspSigners(AuthorityOptions options, Ledger ledger) {
        this.options = options;
        this.ledger = ledger;
        this.vault = new AuthorityVault(options);
    }

    OcspSigner of(Issuer issuer, Instant now) throws AuthorityException {
        Optional<Duration> validity = options.publication().responderValidity();
        if (validity.isEmpty()) {
            return ownOf(issuer);
        }
        OcspSigner signer = known.get(issuer.id());
        if (signer == null || !lasts(signer.certificate().orElseThrow(), issuer, now)) {
            signer = readOrMake(issuer, validity.get(), now);
            known.put(issuer.id(), signer);
        }
        return signer;
    }

    private OcspSigner ownOf(Issuer issuer) throws AuthorityException {
        OcspSigner own = known.get(issuer.id());
        if (own == null) {
            if (!issuer.maySignResponses()) {
                throw CaChain.refused("the CA's key usage lacks digitalSignature, so it cannot answer OCSP requests"
                        + " itself; set PublicationOptions.ocspResponder");
            }
            own = OcspSigner.issuer(issuer);
            known.put(issuer.id(), own);
        }
        return own;
    }

    private boolean lasts(X509Certificate responder, Issuer issuer, Instant now) {
        Instant wanted = now.plus(options.publication().ocspValidity());
        Instant end = wanted.isAfter(issuer.notAfter()) ? issuer.notAfter() : wanted;
        return !responder.getNotBefore().toInstant().isAfter(now)
                && !responder.getNotAfter().toInstant().isBefore(end);
    }

    private OcspSigner readOrMake(Issuer issuer, Duration validity, Instant now) throws AuthorityException {
        RecordKey key = new RecordKey(Ledger.RESPONDERS, issuer.id());
        Optional<StoredRecord> found = ledger.find(key);
        if (found.isPresent() && lasts(certificate(found.get().document()), issuer, now)) {
            return signer(found.get().document());
        }
        long generation =
                found.map(record -> record.document().number("generation")).orElse(0L) + 1;
        KeyBinding binding = binding(issuer.id(), generation);
        SealedKey sealed = vault.generate(binding);
        byte[] certificate = certify(issuer, sealed.publicKey(), validity, now);
        Document document = AuthorityVault.write(sealed)
                .put("generation", generation)
                .put("issuer", issuer.id())
                .put("certificate", certificate)
                .build();
        Optional<String> written = found.isPresent()
                ? ledger.update(key, found.get().version(), document)
                : ledger.insert(key, options.name(), document);
        if (written.isPresent()) {
            return signer(document);
        }
        vault.destroy(sealed, binding);
        return signer(ledger.find(key)
                .orElseThrow(() -> new AuthorityException(
                        "the responder's record is not in the store", Effect.NONE, RetryClass.HUMAN, null))
                .document());
    }

    /** The serial number is reserved and the octets are recorded before the signature, as for every certificate. */
    private byte[] certify(Issuer issuer, byte[] publicKey, Duration validity, Instant now) throws AuthorityException {
        CaBuilder builder = new CaBuilder(options, now);
        SerialNumber serial = SerialNumber.random(options.random());
        byte[] toBeSigned = builder.responder(publicKey, serial, issuer, validity);
        RecordKey key = Entry.key(issuer.id(), serial);
        Entry intent = Entry.intentOfAuthority(PURPOSE, toBeSigned);
        Optional<String> version = ledger.insert(key, issuer.id(), intent.document());
        if (version.isEmpty()) {
            throw new AuthorityException(
                    "a random serial number is taken already", Effect.NONE, RetryClass.TRANSIENT, null);
        }
        byte[] certificate = builder.signResponder(toBeSigned, publicKey, issuer);
        ledger.update(key, version.get(), intent.issued(certificate).document());
        return certificate;
    }

    private OcspSigner signer(Document document) throws AuthorityException {
        CaSigner signer = vault.signer(
                AuthorityVault.read(document), binding(document.string("issuer"), document.number("generation")));
        return OcspSigner.delegated(certificate(document), signer);
    }

    private static X509Certificate certificate(Document document) {
        return CertificateChain.fromDer(List.of(document.bytes("certificate"))).leaf();
    }

    private KeyBinding binding(String issuerId, long generation) {
        return vault.binding(issuerId, PURPOSE, generation);
    }
}
