package dev.acm.ca;

import dev.acm.ca.Revocations.Revoked;
import dev.acm.ca.SigningToken.Decision;
import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.Oids;
import dev.acm.spi.AuthorityException;
import dev.acm.spi.Document;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RecordKey;
import dev.acm.spi.RetryClass;
import dev.acm.spi.StoredRecord;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Makes CRLs (BR 7.2). A CRL's number is claimed after its entries were read, and only if no other number was claimed in
 * between: so a higher number never lists less. All CRLs of an issuer count by one number.
 */
final class RevocationList {
    private static final int ROUNDS = 32;
    private static final byte[] VERSION_2 = Der.integer(1);
    private static final byte[] REASON_CODE = Der.oid(Oids.REASON_CODE);
    private static final int REASONS = 10;
    // by reason, as CRLs repeat them
    private static final byte[][] REASON_EXTENSIONS = reasonExtensions();

    private final PublicationOptions options;
    private final Ledger ledger;
    private final Revocations revocations;

    RevocationList(PublicationOptions options, Ledger ledger, Revocations revocations) {
        this.options = options;
        this.ledger = ledger;
        this.revocations = revocations;
    }

    private static byte[][] reasonExtensions() {
        byte[][] extensions = new byte[REASONS][];
        for (int reason = 1; reason < REASONS; reason++) {
            extensions[reason] = Der.sequence(Der.sequence(REASON_CODE, Der.octetString(Der.enumerated(reason))));
        }
        return extensions;
    }

    /** Which certificates a CRL covers, and the extension that says so. */
    private record Scope(Predicate<Revoked> covers, Optional<byte[]> extension, Duration validity) {}

    /** All certificates of an issuing CA. */
    byte[] complete(Issuer issuer, Instant thisUpdate) throws AuthorityException {
        return make(issuer, thisUpdate, List.of(new Scope(any -> true, Optional.empty(), options.crlValidity())))
                .get(0);
    }

    /** All CA certificates of a root. */
    byte[] ofAuthorities(Issuer root, Instant thisUpdate) throws AuthorityException {
        Scope scope = new Scope(
                any -> true,
                Optional.of(Extensions.issuingDistributionPointOfAuthorities()),
                options.rootCrlValidity());
        return make(root, thisUpdate, List.of(scope)).get(0);
    }

    /** By URL; all of them, also those that list nothing (BR 7.2). */
    Map<URI, byte[]> published(Issuer issuer, Instant thisUpdate) throws AuthorityException {
        List<URI> urls = options.crlUrls(issuer);
        List<Scope> scopes = new ArrayList<>();
        for (URI url : urls) {
            String text = url.toASCIIString();
            scopes.add(
                    options.isSharded()
                            ? new Scope(
                                    revoked -> revoked.crlUrl().equals(Optional.of(text)),
                                    Optional.of(Extensions.issuingDistributionPoint(url)),
                                    options.crlValidity())
                            : new Scope(any -> true, Optional.empty(), options.crlValidity()));
        }
        List<byte[]> crls = urls.isEmpty() ? List.of() : make(issuer, thisUpdate, scopes);
        Map<URI, byte[]> byUrl = new LinkedHashMap<>();
        for (int i = 0; i < crls.size(); i++) {
            byUrl.put(urls.get(i), crls.get(i));
        }
        return byUrl;
    }

    private List<byte[]> make(Issuer issuer, Instant thisUpdate, List<Scope> scopes) throws AuthorityException {
        RecordKey key = new RecordKey(Ledger.CRL_NUMBERS, issuer.id());
        // an entry stays until it was on a CRL after the certificate's end (RFC 5280 section 3.3)
        Duration kept = scopes.get(0).validity().multipliedBy(2);
        for (int round = 0; round < ROUNDS; round++) {
            Optional<StoredRecord> last = ledger.find(key);
            long number = last.map(record -> record.document().number("number")).orElse(0L) + 1;
            List<Revoked> revoked = new ArrayList<>(revocations.list(issuer.id(), thisUpdate.minus(kept)));
            Document document = Document.builder()
                    .put("number", number)
                    .put("thisUpdate", thisUpdate)
                    .build();
            Optional<String> claimed = last.isPresent()
                    ? ledger.update(key, last.get().version(), document)
                    : ledger.insert(key, issuer.id(), document);
            if (claimed.isPresent()) {
                revoked.sort(Comparator.comparing(Revoked::serial));
                List<byte[]> crls = new ArrayList<>();
                for (Scope scope : scopes) {
                    crls.add(sign(issuer, thisUpdate, number, revoked, scope));
                }
                return crls;
            }
        }
        throw new AuthorityException("others make CRLs all the time", Effect.NONE, RetryClass.TRANSIENT, null);
    }

    private static byte[] sign(Issuer issuer, Instant thisUpdate, long number, List<Revoked> revoked, Scope scope)
            throws AuthorityException {
        List<byte[]> parts = new ArrayList<>(List.of(
                VERSION_2,
                issuer.signer().scheme().identifier(),
                issuer.subject(),
                Der.time(thisUpdate),
                Der.time(thisUpdate.plus(scope.validity()).minusSeconds(1))));
        List<byte[]> entries = new ArrayList<>();
        for (Revoked one : revoked) {
            if (scope.covers().test(one)) {
                entries.add(entry(one, thisUpdate));
            }
        }
        if (!entries.isEmpty()) {
            parts.add(Der.sequence(entries));
        }
        List<byte[]> extensions = new ArrayList<>(
                List.of(Extensions.authorityKeyIdentifier(issuer.keyIdentifier()), Extensions.crlNumber(number)));
        scope.extension().ifPresent(extensions::add);
        parts.add(Der.tagged(0, Der.sequence(extensions)));
        if (SigningToken.forCrl(Der.sequence(parts), issuer.context()) instanceof Decision.Granted granted) {
            return issuer.signer().sign(granted.token());
        }
        throw new AuthorityException("the CRL would break rules", Effect.NONE, RetryClass.HUMAN, null);
    }

    private static byte[] entry(Revoked revoked, Instant thisUpdate) {
        byte[] serial = Der.integer(revoked.serial());
        byte[] date = Der.time(revoked.atOrBefore(thisUpdate));
        int reason = revoked.reasonCode();
        return reason == 0 ? Der.sequence(serial, date) : Der.sequence(serial, date, REASON_EXTENSIONS[reason]);
    }
}
