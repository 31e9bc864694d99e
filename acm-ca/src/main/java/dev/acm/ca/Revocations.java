package dev.acm.ca;

import dev.acm.certificate.FailureReason;
import dev.acm.certificate.RevocationReason;
import dev.acm.diagnosis.Actor;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.spi.AuthorityException;
import dev.acm.spi.Document;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RecordKey;
import dev.acm.spi.RetryClass;
import dev.acm.spi.StoredRecord;
import dev.acm.spi.Submission.Rejected;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was revoked. One record for each certificate, and revoking is for good (BR 4.9.13). */
final class Revocations {
    private static final String COMPROMISED_KEYS = "ca-compromised-key";

    private static final int ROUNDS = 32;
    // a UTCTime of RFC 5280 section 4.1.2.5.1 is not older
    private static final Instant EARLIEST = Instant.parse("1950-01-01T00:00:00Z");
    // RecordKey.id has 512; the issuer's id has 40, or as many as a strange CA gives its key
    private static final int LONGEST_SERIAL = 128;

    private final Ledger ledger;
    private final RevocationOrder order;

    Revocations(Ledger ledger) {
        this.ledger = ledger;
        this.order = new RevocationOrder(ledger);
    }

    /** One revoked certificate. */
    record Revoked(BigInteger serial, Instant at, RevocationReason reason, Instant notAfter, Optional<String> crlUrl) {
        static Revoked of(Document document) {
            return new Revoked(
                    new BigInteger(document.string("serial"), 16),
                    document.instant("at"),
                    RevocationReason.valueOf(document.string("reason")),
                    document.instant("notAfter"),
                    document.findString("crlUrl"));
        }

        /** The reason as CRLs and OCSP responses give it; 0, which gives none, for those they may not (BR 7.2.2). */
        int reasonCode() {
            return Revocations.reasonCode(reason);
        }

        /** A revocation dated in the future counts from now on; one dated before the times that CRLs can give, from then. */
        Instant atOrBefore(Instant now) {
            Instant given = at.isBefore(EARLIEST) ? EARLIEST : at;
            return given.isAfter(now) ? now : given;
        }
    }

    static int reasonCode(RevocationReason reason) {
        return switch (reason) {
            case KEY_COMPROMISE -> 1;
            case AFFILIATION_CHANGED -> 3;
            case SUPERSEDED, SUPERCEDED -> 4;
            case CESSATION_OF_OPERATION -> 5;
            case PRIVILEGE_WITHDRAWN -> 9;
            case UNSPECIFIED, CA_COMPROMISE, A_A_COMPROMISE, CERTIFICATE_HOLD, REMOVE_FROM_CRL -> 0;
        };
    }

    /**
     * The first revocation counts; a later one changes nothing (A6), but that a compromise of the key takes the place of any
     * other reason (BR 7.2.2), dated back if it is to be.
     */
    void add(String issuerId, X509Certificate leaf, RevocationReason reason, Instant at) throws AuthorityException {
        add(key(issuerId, leaf.getSerialNumber()), issuerId, leaf, reason, at);
    }

    /** Revokes a CA itself. */
    void add(Issuer ca, RevocationReason reason, Instant at) throws AuthorityException {
        RecordKey key = ca.revocationKey();
        add(key, key.id().substring(0, key.id().lastIndexOf(':')), ca.certificate(), reason, at);
    }

    private void add(
            RecordKey key, String issuerId, X509Certificate certificate, RevocationReason reason, Instant wished)
            throws AuthorityException {
        Instant at = within(certificate, wished);
        if (reason == RevocationReason.KEY_COMPROMISE) {
            block(certificate, issuerId, at);
        }
        for (int round = 0; round < ROUNDS; round++) {
            Optional<StoredRecord> known = ledger.find(key);
            boolean written = known.isPresent()
                    ? upgrade(known.get(), reason, at)
                    : insert(key, issuerId, certificate, reason, at);
            if (written) {
                return;
            }
        }
        throw new AuthorityException(
                "a revocation is changed by others too often", Effect.UNKNOWN, RetryClass.TRANSIENT, null);
    }

    /** No revocation is older than its certificate, nor of use after its end. */
    private static Instant within(X509Certificate certificate, Instant at) {
        Instant notBefore = certificate.getNotBefore().toInstant();
        Instant notAfter = certificate.getNotAfter().toInstant();
        Instant begun = at.isBefore(notBefore) ? notBefore : at;
        return begun.isAfter(notAfter) ? notAfter : begun;
    }

    private boolean insert(
            RecordKey key, String issuerId, X509Certificate certificate, RevocationReason reason, Instant at)
            throws AuthorityException {
        BigInteger serial = certificate.getSerialNumber();
        Optional<Long> number = ledger.lags() ? Optional.of(order.take(issuerId, serial)) : Optional.empty();
        return ledger.insert(
                        key,
                        issuerId,
                        Document.builder()
                                .put("serial", serial.toString(16))
                                .put("at", at)
                                .put("reason", reason.name())
                                .put("notAfter", certificate.getNotAfter().toInstant())
                                .put("crlUrl", Extensions.crlUrlOf(certificate))
                                .put("order", number)
                                .build())
                .isPresent();
    }

    private boolean upgrade(StoredRecord known, RevocationReason reason, Instant at) throws AuthorityException {
        Revoked before = Revoked.of(known.document());
        if (reason != RevocationReason.KEY_COMPROMISE || before.reason() == reason) {
            return true;
        }
        Document after = known.document().toBuilder()
                .put("reason", reason.name())
                .put("at", before.atOrBefore(at))
                .build();
        return ledger.update(known.key(), known.version(), after).isPresent();
    }

    /** No certificate for this key any more (BR 6.1.1.3): before anything else, as a crash may follow. */
    private void block(X509Certificate certificate, String issuerId, Instant at) throws AuthorityException {
        ledger.insert(
                keyKey(certificate.getPublicKey().getEncoded()),
                issuerId,
                Document.builder()
                        .put("serial", certificate.getSerialNumber().toString(16))
                        .put("at", at)
                        .build());
    }

    Optional<Revoked> find(String issuerId, BigInteger serial) throws AuthorityException {
        return ledger.find(key(issuerId, serial)).map(record -> Revoked.of(record.document()));
    }

    /** Whether an issuing CA was revoked by its own issuer. */
    boolean isRevoked(Issuer issuer) throws AuthorityException {
        return ledger.find(issuer.revocationKey()).isPresent();
    }

    /** Those whose validity ends at {@code notAfterFrom} or later. */
    List<Revoked> list(String issuerId, Instant notAfterFrom) throws AuthorityException {
        Map<BigInteger, Revoked> listed = new HashMap<>();
        Set<Long> shown = new HashSet<>();
        ledger.scan(Ledger.REVOCATIONS, issuerId, record -> {
            Revoked one = Revoked.of(record.document());
            listed.put(one.serial(), one);
            if (record.document().has("order")) {
                shown.add(record.document().number("order"));
            }
        });
        if (ledger.lags()) {
            for (BigInteger serial : order.missing(issuerId, shown)) {
                find(issuerId, serial).ifPresent(one -> listed.put(serial, one));
            }
        }
        return listed.values().stream()
                .filter(one -> !one.notAfter().isBefore(notAfterFrom))
                .toList();
    }

    Optional<Rejected> compromised(byte[] publicKey) throws AuthorityException {
        return ledger.find(keyKey(publicKey))
                .map(record -> new Rejected(
                        FailureReason.PCA_INVALID_ARGS,
                        Diagnosis.builder(
                                        "KEY_COMPROMISED", "A certificate for this key was revoked for key compromise.")
                                .actor(Actor.HOST)
                                .remedy("Request with a new key.")
                                .build(),
                        RetryClass.POLICY));
    }

    static RecordKey key(String issuerId, BigInteger serial) {
        String hex = serial.toString(16);
        // strange CAs have issued with serial numbers of any length
        String name = hex.length() <= LONGEST_SERIAL ? hex : "sha256-" + sha256(serial.toByteArray());
        return new RecordKey(Ledger.REVOCATIONS, issuerId + ":" + name);
    }

    private static RecordKey keyKey(byte[] publicKey) {
        return new RecordKey(COMPROMISED_KEYS, sha256(publicKey));
    }

    private static String sha256(byte[] octets) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
