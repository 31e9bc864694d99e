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
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Makes the root and the issuing CAs, and finds them again. A CA is recorded with its key and its to-be-signed octets before
 * it is signed, so that after a crash, or with two managers at once, there is one of each.
 */
final class CaKeys {
    private static final String ROOT = "root";
    private static final String ISSUING = "issuing";
    private static final int ROUNDS = 32;
    // issuing CAs may begin at most one day back (BR 7.1.2.6), and they begin an hour back
    private static final Duration FRESH = Duration.ofHours(22);

    private final AuthorityOptions options;
    private final Ledger ledger;
    private final AuthorityVault vault;
    private final RecordKey key;

    CaKeys(AuthorityOptions options, Ledger ledger) {
        this.options = options;
        this.ledger = ledger;
        this.vault = new AuthorityVault(options);
        this.key = new RecordKey(Ledger.AUTHORITIES, options.name());
    }

    /** One CA: its certificate and sealed key. */
    private record Certified(long generation, X509Certificate certificate, SealedKey key) {
        static Certified of(Document document) {
            return new Certified(
                    document.number("generation"),
                    CertificateChain.fromDer(List.of(document.bytes("certificate")))
                            .leaf(),
                    AuthorityVault.read(document));
        }
    }

    /** The CAs at one time. */
    static final class State {
        private final Certified root;
        private final List<Certified> issuing;

        private State(Document document) {
            this.root = Certified.of(document.findDocument(ROOT).orElseThrow());
            this.issuing = document.documents(ISSUING).stream()
                    .filter(CaKeys::isSigned)
                    .map(Certified::of)
                    .toList();
        }

        X509Certificate root() {
            return root.certificate();
        }
    }

    private static boolean isSigned(Document ca) {
        return ca.has("certificate");
    }

    /** What is there; empty if there is no root and issuing CA yet. */
    Optional<State> load() throws AuthorityException {
        return ledger.find(key)
                .map(StoredRecord::document)
                .filter(found -> found.documents(ISSUING).stream().anyMatch(CaKeys::isSigned))
                .map(State::new);
    }

    /** Whoever comes first makes the CA; the others throw their keys away and take what is there. */
    State loadOrCreate(Instant now) throws AuthorityException {
        if (ledger.find(key).isEmpty()) {
            SealedKey sealed = vault.generate(binding(ROOT, 1));
            byte[] planned = new CaBuilder(options, now).root(sealed.publicKey(), vault.scheme(sealed));
            Document document = Document.builder()
                    .put(ROOT, pending(1, sealed, planned, now))
                    .build();
            if (ledger.insert(key, options.name(), document).isEmpty()) {
                vault.destroy(sealed, binding(ROOT, 1));
            }
        }
        finish(now);
        Optional<State> state = load();
        if (state.isPresent()) {
            return state.get();
        }
        plan(now, 1);
        finish(now);
        return load().orElseThrow(CaKeys::vanished);
    }

    /** Adds an issuing CA; if another manager adds one at the same time, that one counts for both. */
    State addIssuing(Instant now) throws AuthorityException {
        Document document = ledger.find(key).orElseThrow(CaKeys::vanished).document();
        List<Document> issuing = document.documents(ISSUING);
        // one that was begun and not signed is finished instead
        if (issuing.stream().allMatch(CaKeys::isSigned)) {
            plan(now, issuing.get(issuing.size() - 1).number("generation") + 1);
        }
        finish(now);
        return load().orElseThrow(CaKeys::vanished);
    }

    private void plan(Instant now, long generation) throws AuthorityException {
        StoredRecord record = ledger.find(key).orElseThrow(CaKeys::vanished);
        List<Document> issuing = new ArrayList<>(record.document().documents(ISSUING));
        if (issuing.size() >= generation) {
            return;
        }
        SealedKey sealed = vault.generate(binding(ISSUING, generation));
        byte[] planned =
                new CaBuilder(options, now).issuing(generation, sealed.publicKey(), root(new State(record.document())));
        issuing.add(pending(generation, sealed, planned, now));
        Document next = record.document().toBuilder().put(ISSUING, issuing).build();
        if (ledger.update(key, record.version(), next).isEmpty()) {
            vault.destroy(sealed, binding(ISSUING, generation));
        }
    }

    private static Document pending(long generation, SealedKey sealed, byte[] toBeSigned, Instant now) {
        return AuthorityVault.write(sealed)
                .put("generation", generation)
                .put("toBeSigned", toBeSigned)
                .put("plannedAt", now)
                .build();
    }

    /** Signs what is recorded and not signed. */
    private void finish(Instant now) throws AuthorityException {
        for (int round = 0; round < ROUNDS; round++) {
            StoredRecord record = ledger.find(key).orElseThrow(CaKeys::vanished);
            Optional<Document> next = advanced(record.document(), now);
            if (next.isEmpty()) {
                return;
            }
            ledger.update(key, record.version(), next.get());
        }
        throw new AuthorityException(
                "the authority is changed by others too often", Effect.UNKNOWN, RetryClass.TRANSIENT, null);
    }

    private Optional<Document> advanced(Document document, Instant now) throws AuthorityException {
        CaBuilder builder = new CaBuilder(options, now);
        Document root = document.findDocument(ROOT).orElseThrow();
        if (!isSigned(root)) {
            SealedKey sealed = AuthorityVault.read(root);
            Document next = isStale(root, now)
                    ? replanned(root, builder.root(sealed.publicKey(), vault.scheme(sealed)), now)
                    : certified(
                            root,
                            builder.signRoot(
                                    root.bytes("toBeSigned"),
                                    sealed.publicKey(),
                                    vault.signer(sealed, binding(ROOT, 1))));
            return Optional.of(document.toBuilder().put(ROOT, next).build());
        }
        List<Document> issuing = new ArrayList<>(document.documents(ISSUING));
        for (int i = 0; i < issuing.size(); i++) {
            Document one = issuing.get(i);
            if (!isSigned(one)) {
                byte[] publicKey = one.bytes("publicKey");
                Issuer above = root(new State(document));
                issuing.set(
                        i,
                        isStale(one, now)
                                ? replanned(one, builder.issuing(one.number("generation"), publicKey, above), now)
                                : certified(one, builder.signIssuing(one.bytes("toBeSigned"), publicKey, above)));
                return Optional.of(document.toBuilder().put(ISSUING, issuing).build());
            }
        }
        return Optional.empty();
    }

    /** Whether its validity would begin too far from the signature. */
    private static boolean isStale(Document pending, Instant now) {
        return Duration.between(pending.instant("plannedAt"), now).abs().compareTo(FRESH) > 0;
    }

    /** The octets before are kept: they may have been signed. */
    private static Document replanned(Document pending, byte[] toBeSigned, Instant now) {
        List<String> abandoned = new ArrayList<>(pending.strings("abandoned"));
        abandoned.add(Base64.getEncoder().encodeToString(pending.bytes("toBeSigned")));
        return pending.toBuilder()
                .put("toBeSigned", toBeSigned)
                .put("plannedAt", now)
                .put("abandoned", abandoned)
                .build();
    }

    private static Document certified(Document pending, byte[] certificate) {
        return pending.toBuilder()
                .remove("toBeSigned")
                .remove("plannedAt")
                .put("certificate", certificate)
                .build();
    }

    /** The root, with its key opened; it signs issuing CAs and its CRL. */
    Issuer root(State state) throws AuthorityException {
        return Issuer.ofRoot(state.root(), vault.signer(state.root.key(), binding(ROOT, 1)));
    }

    /** The issuing CAs with their keys opened, the newest last. */
    List<Issuer> issuers(State state) throws AuthorityException {
        List<Issuer> issuers = new ArrayList<>();
        for (Certified issuing : state.issuing) {
            issuers.add(Issuer.of(
                    List.of(issuing.certificate(), state.root()),
                    vault.open(issuing.key(), binding(ISSUING, issuing.generation())),
                    Optional.empty(),
                    options));
        }
        return issuers;
    }

    private KeyBinding binding(String role, long generation) {
        return vault.binding("ca-" + role, generation);
    }

    private static AuthorityException vanished() {
        return new AuthorityException(
                "the authority's record is not in the store", Effect.NONE, RetryClass.HUMAN, null);
    }
}
