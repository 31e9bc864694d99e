package dev.acm.ca;

import dev.acm.ca.key.PublicKeyCheck;
import dev.acm.certificate.CertificateChain;
import dev.acm.key.KeyBinding;
import dev.acm.key.KeyUse;
import dev.acm.key.SealedKey;
import dev.acm.spi.AuthorityException;
import dev.acm.spi.Document;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RecordKey;
import dev.acm.spi.RetryClass;
import dev.acm.spi.StoredRecord;
import dev.acm.spi.VaultException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the root and the issuing CAs at the first start, and finds them at every later one. The record is made once. */
final class CaKeys {
    private static final String ROOT = "ca-root";
    private static final String ISSUING = "ca-issuing";

    private final AuthorityOptions options;
    private final Ledger ledger;
    private final RecordKey key;

    CaKeys(AuthorityOptions options, Ledger ledger) {
        this.options = options;
        this.ledger = ledger;
        this.key = new RecordKey(Ledger.AUTHORITIES, options.name());
    }

    /** One CA: its certificate and sealed key. */
    record Certified(long generation, X509Certificate certificate, SealedKey key) {
        static Certified of(Document document) {
            return new Certified(
                    document.number("generation"),
                    CertificateChain.fromDer(List.of(document.bytes("certificate")))
                            .leaf(),
                    new SealedKey(document.string("keyId"), document.bytes("publicKey"), document.bytes("sealedKey")));
        }
    }

    private static Document document(long generation, byte[] certificate, SealedKey key) {
        return Document.builder()
                .put("generation", generation)
                .put("certificate", certificate)
                .put("keyId", key.keyId())
                .put("publicKey", key.publicKey())
                .put("sealedKey", key.sealed())
                .build();
    }

    /** The root and the issuing CAs, the newest last. */
    record State(Certified root, List<Certified> issuing) {
        static State of(Document document) {
            return new State(
                    Certified.of(document.findDocument("root").orElseThrow()),
                    document.documents("issuing").stream().map(Certified::of).toList());
        }
    }

    Optional<State> load() throws AuthorityException {
        return ledger.find(key).map(record -> State.of(record.document()));
    }

    /** Whoever comes first makes the CA; the others throw their keys away and take what is there. */
    State loadOrCreate(Instant now) throws AuthorityException {
        Optional<State> found = load();
        if (found.isPresent()) {
            return found.get();
        }
        SealedKey rootKey = generate(ROOT, 1);
        SealedKey issuingKey = generate(ISSUING, 1);
        CaSigner rootSigner = signer(rootKey, ROOT, 1);
        CaBuilder builder = new CaBuilder(options, now);
        byte[] root = builder.root(rootKey.publicKey(), rootSigner);
        X509Certificate rootCertificate =
                CertificateChain.fromDer(List.of(root)).leaf();
        byte[] issuing = builder.issuing(1, issuingKey.publicKey(), rootCertificate, rootSigner);
        Document document = Document.builder()
                .put("root", document(1, root, rootKey))
                .put("issuing", List.of(document(1, issuing, issuingKey)))
                .build();
        if (ledger.insert(key, options.name(), document).isPresent()) {
            return State.of(document);
        }
        destroy(rootKey, ROOT, 1);
        destroy(issuingKey, ISSUING, 1);
        return load().orElseThrow(CaKeys::vanished);
    }

    /** Adds an issuing CA; if another manager adds one at the same time, that one counts for both. */
    State addIssuing(Instant now) throws AuthorityException {
        StoredRecord record = ledger.find(key).orElseThrow(CaKeys::vanished);
        State state = State.of(record.document());
        long generation = state.issuing().get(state.issuing().size() - 1).generation() + 1;
        SealedKey issuingKey = generate(ISSUING, generation);
        CaSigner rootSigner = signer(state.root().key(), ROOT, 1);
        byte[] issuing = new CaBuilder(options, now)
                .issuing(generation, issuingKey.publicKey(), state.root().certificate(), rootSigner);
        List<Document> all = new ArrayList<>(record.document().documents("issuing"));
        all.add(document(generation, issuing, issuingKey));
        Document next = record.document().toBuilder().put("issuing", all).build();
        if (ledger.update(key, record.version(), next).isPresent()) {
            return State.of(next);
        }
        destroy(issuingKey, ISSUING, generation);
        return load().orElseThrow(CaKeys::vanished);
    }

    Issuer issuer(State state, Certified issuing) throws AuthorityException {
        return Issuer.of(
                List.of(issuing.certificate(), state.root().certificate()),
                open(issuing.key(), ISSUING, issuing.generation()),
                options.provider(),
                options.random());
    }

    private CaSigner signer(SealedKey sealed, String purpose, long generation) throws AuthorityException {
        return CaSigner.of(
                open(sealed, purpose, generation),
                sealed.publicKey(),
                // by the key itself: the options may have changed since it was made
                PublicKeyCheck.algorithmOf(sealed.publicKey()).orElseThrow(CaKeys::vanished),
                options.provider(),
                options.random());
    }

    private SealedKey generate(String purpose, long generation) throws AuthorityException {
        try {
            return options.vault().generate(binding(purpose, generation), options.keyAlgorithm());
        } catch (VaultException e) {
            throw failed("make", e);
        }
    }

    private PrivateKey open(SealedKey sealed, String purpose, long generation) throws AuthorityException {
        try {
            return options.vault().open(sealed, binding(purpose, generation), new KeyUse("sign as a CA", "authority"));
        } catch (VaultException e) {
            throw failed("open", e);
        }
    }

    private void destroy(SealedKey sealed, String purpose, long generation) throws AuthorityException {
        try {
            options.vault().destroy(sealed, binding(purpose, generation));
        } catch (VaultException e) {
            throw failed("destroy", e);
        }
    }

    private KeyBinding binding(String purpose, long generation) {
        return new KeyBinding("authority:" + options.name(), generation, purpose);
    }

    private static AuthorityException failed(String what, VaultException e) {
        return new AuthorityException("the vault did not " + what + " a CA key", Effect.NONE, e.retryClass(), e);
    }

    private static AuthorityException vanished() {
        return new AuthorityException(
                "the authority's record is not in the store", Effect.NONE, RetryClass.HUMAN, null);
    }
}
