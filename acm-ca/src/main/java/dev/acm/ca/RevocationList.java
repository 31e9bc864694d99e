package dev.acm.ca;

import dev.acm.ca.Revocations.Revoked;
import dev.acm.ca.SigningToken.Decision;
import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.Oids;
import dev.acm.certificate.RevocationReason;
import dev.acm.spi.AuthorityException;
import dev.acm.spi.Document;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RecordKey;
import dev.acm.spi.RetryClass;
import dev.acm.spi.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Makes CRLs (BR 7.2). A CRL's number is claimed after its entries were read, and only if no other number was claimed in
 * between: so a higher number never lists less.
 */
final class RevocationList {
    private static final int ROUNDS = 32;
    private static final byte[] VERSION_2 = Der.integer(1);
    private static final byte[] REASON_CODE = Der.oid(Oids.REASON_CODE);

    private final AuthorityOptions options;
    private final Ledger ledger;
    private final Revocations revocations;

    RevocationList(AuthorityOptions options, Ledger ledger, Revocations revocations) {
        this.options = options;
        this.ledger = ledger;
        this.revocations = revocations;
    }

    byte[] make(Issuer issuer, Instant thisUpdate) throws AuthorityException {
        RecordKey key = new RecordKey(Ledger.CRL_NUMBERS, issuer.id());
        for (int round = 0; round < ROUNDS; round++) {
            Optional<StoredRecord> last = ledger.find(key);
            long number = last.map(record -> record.document().number("number")).orElse(0L) + 1;
            // an entry stays until it was on a CRL after the certificate's end (RFC 5280 section 3.3)
            Duration kept = options.crlValidity().multipliedBy(2);
            List<Revoked> revoked = new ArrayList<>(revocations.list(issuer.id(), thisUpdate.minus(kept)));
            Document document = Document.builder()
                    .put("number", number)
                    .put("thisUpdate", thisUpdate)
                    .build();
            Optional<String> claimed = last.isPresent()
                    ? ledger.update(key, last.get().version(), document)
                    : ledger.insert(key, issuer.id(), document);
            if (claimed.isPresent()) {
                return sign(issuer, thisUpdate, number, revoked);
            }
        }
        throw new AuthorityException("others make CRLs all the time", Effect.NONE, RetryClass.TRANSIENT, null);
    }

    private byte[] sign(Issuer issuer, Instant thisUpdate, long number, List<Revoked> revoked)
            throws AuthorityException {
        // a revocation dated in the future counts from now on
        revoked.sort(Comparator.comparing(Revoked::serial));
        List<byte[]> parts = new ArrayList<>(List.of(
                VERSION_2,
                issuer.signer().scheme().identifier(),
                issuer.subject(),
                Der.time(thisUpdate),
                Der.time(thisUpdate.plus(options.crlValidity()).minusSeconds(1))));
        if (!revoked.isEmpty()) {
            List<byte[]> entries = new ArrayList<>(revoked.size());
            revoked.forEach(one -> entries.add(entry(one, thisUpdate)));
            parts.add(Der.sequence(entries));
        }
        parts.add(Der.tagged(
                0,
                Der.sequence(Extensions.authorityKeyIdentifier(issuer.keyIdentifier()), Extensions.crlNumber(number))));
        if (SigningToken.forCrl(Der.sequence(parts), issuer.context()) instanceof Decision.Granted granted) {
            return issuer.signer().sign(granted.token());
        }
        throw new AuthorityException("the CRL would break rules", Effect.NONE, RetryClass.HUMAN, null);
    }

    private static byte[] entry(Revoked revoked, Instant thisUpdate) {
        byte[] serial = Der.integer(revoked.serial());
        byte[] date = Der.time(revoked.at().isAfter(thisUpdate) ? thisUpdate : revoked.at());
        int reason = reasonCode(revoked.reason());
        return reason == 0
                ? Der.sequence(serial, date)
                : Der.sequence(
                        serial, date, Der.sequence(Der.sequence(REASON_CODE, Der.octetString(Der.enumerated(reason)))));
    }

    /** The reasons a CRL of leaves may give; the others are expressed by giving none (BR 7.2.2). */
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
}
