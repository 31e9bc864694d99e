package dev.acm.ca;

import dev.acm.certificate.FailureReason;
import dev.acm.certificate.RevocationReason;
import dev.acm.diagnosis.Actor;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.spi.AuthorityException;
import dev.acm.spi.Document;
import dev.acm.spi.RecordKey;
import dev.acm.spi.RetryClass;
import dev.acm.spi.Submission.Rejected;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** What was revoked. One record for each certificate, written once: revoking is for good (BR 4.9.13). */
final class Revocations {
    private static final String COMPROMISED_KEYS = "ca-compromised-key";

    private final Ledger ledger;

    Revocations(Ledger ledger) {
        this.ledger = ledger;
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

        /** A revocation dated in the future counts from now on. */
        Instant atOrBefore(Instant now) {
            return at.isAfter(now) ? now : at;
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

    /** The first revocation counts; a later one changes nothing (A6). */
    void add(String issuerId, X509Certificate leaf, RevocationReason reason, Instant at) throws AuthorityException {
        add(key(issuerId, leaf.getSerialNumber()), issuerId, leaf, reason, at);
    }

    /** Revokes a CA itself. */
    void add(Issuer ca, RevocationReason reason, Instant at) throws AuthorityException {
        RecordKey key = ca.revocationKey();
        add(key, key.id().substring(0, key.id().lastIndexOf(':')), ca.certificate(), reason, at);
    }

    private void add(RecordKey key, String issuerId, X509Certificate certificate, RevocationReason reason, Instant at)
            throws AuthorityException {
        BigInteger serial = certificate.getSerialNumber();
        ledger.insert(
                key,
                issuerId,
                Document.builder()
                        .put("serial", serial.toString(16))
                        .put("at", at)
                        .put("reason", reason.name())
                        .put("notAfter", certificate.getNotAfter().toInstant())
                        .put("crlUrl", Extensions.crlUrlOf(certificate))
                        .build());
        if (reason == RevocationReason.KEY_COMPROMISE) {
            // BR 6.1.1.3: no certificate for this key any more
            ledger.insert(
                    keyKey(certificate.getPublicKey().getEncoded()),
                    issuerId,
                    Document.builder()
                            .put("serial", serial.toString(16))
                            .put("at", at)
                            .build());
        }
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
        List<Revoked> revoked = new ArrayList<>();
        ledger.scan(Ledger.REVOCATIONS, issuerId, record -> {
            Revoked one = Revoked.of(record.document());
            if (!one.notAfter().isBefore(notAfterFrom)) {
                revoked.add(one);
            }
        });
        return revoked;
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
        return new RecordKey(Ledger.REVOCATIONS, issuerId + ":" + serial.toString(16));
    }

    private static RecordKey keyKey(byte[] publicKey) {
        try {
            return new RecordKey(
                    COMPROMISED_KEYS,
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(publicKey)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
