package dev.acm.ca;

import dev.acm.ca.Revocations.Revoked;
import dev.acm.ca.SigningToken.Decision;
import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.Oids;
import dev.acm.ca.lint.LintContext;
import dev.acm.ca.lint.Rule;
import dev.acm.spi.AuthorityException;
import dev.acm.spi.Document;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RecordKey;
import dev.acm.spi.RetryClass;
import dev.acm.spi.StoredRecord;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes CRLs (BR 7.2). A CRL's number is claimed after its entries were read, and only if no other number was claimed in
 * between: so a higher number never lists less. All CRLs of an issuer count by one number.
 */
final class RevocationList {
    private static final int ROUNDS = 32;
    // an entry names a certificate as it was issued, perhaps by other software before
    private static final Set<Rule> AS_ISSUED = Set.of(Rule.SERIAL_NOT_POSITIVE, Rule.SERIAL_TOO_LONG);
    private static final byte[] VERSION_2 = Der.integer(1);
    private static final byte[] REASON_CODE = Der.oid(Oids.REASON_CODE);
    private static final int REASONS = 10;
    // by reason, as CRLs repeat them
    private static final byte[][] REASON_EXTENSIONS = reasonExtensions();

    private final PublicationOptions options;
    private final Ledger ledger;
    private final Revocations revocations;
    private final CrlPlaces places;

    RevocationList(PublicationOptions options, Ledger ledger, Revocations revocations) {
        this.options = options;
        this.ledger = ledger;
        this.revocations = revocations;
        this.places = new CrlPlaces(options, ledger);
    }

    private static byte[][] reasonExtensions() {
        byte[][] extensions = new byte[REASONS][];
        for (int reason = 1; reason < REASONS; reason++) {
            extensions[reason] = Der.sequence(Der.sequence(REASON_CODE, Der.octetString(Der.enumerated(reason))));
        }
        return extensions;
    }

    /** Which certificates a CRL covers, the extension that says so, and where it is served; empty for one that is asked for. */
    private record Scope(Optional<URI> url, Predicate<Revoked> covers, Optional<byte[]> extension) {
        static Scope all(Optional<URI> url) {
            return new Scope(url, any -> true, Optional.empty());
        }

        /** Those that name the URL. */
        static Scope part(URI url) {
            Optional<String> text = Optional.of(url.toASCIIString());
            return new Scope(
                    Optional.of(url),
                    revoked -> revoked.crlUrl().equals(text),
                    Optional.of(Extensions.issuingDistributionPoint(url)));
        }
    }

    /** What is made at once, of places that CRLs had so far and of what is revoked. */
    private interface Plan {
        List<Scope> scopes(List<CrlPlace> formerly, List<Revoked> revoked);
    }

    /** All certificates of an issuing CA. */
    byte[] complete(Issuer issuer, Instant thisUpdate) throws AuthorityException {
        Scope scope = Scope.all(Optional.empty());
        return make(issuer, thisUpdate, options.crlValidity(), (places, revoked) -> List.of(scope))
                .values()
                .iterator()
                .next();
    }

    /** All CA certificates of a root. */
    byte[] ofAuthorities(Issuer root, Instant thisUpdate) throws AuthorityException {
        Scope scope = new Scope(
                Optional.empty(), any -> true, Optional.of(Extensions.issuingDistributionPointOfAuthorities()));
        return make(root, thisUpdate, options.rootCrlValidity(), (places, revoked) -> List.of(scope))
                .values()
                .iterator()
                .next();
    }

    /** By URL; all of them, also those that list nothing (BR 7.2), and those that only older certificates name. */
    Map<URI, byte[]> published(Issuer issuer, Instant thisUpdate) throws AuthorityException {
        if (options.crlPlace().isEmpty()
                && CrlPlaces.of(ledger.find(CrlPlaces.key(issuer))).isEmpty()) {
            return Map.of();
        }
        Map<URI, byte[]> byUrl = new LinkedHashMap<>();
        make(issuer, thisUpdate, options.crlValidity(), (places, revoked) -> scopes(issuer, places, revoked))
                .forEach((scope, crl) -> byUrl.put(scope.url().orElseThrow(), crl));
        return byUrl;
    }

    private List<Scope> scopes(Issuer issuer, List<CrlPlace> formerly, List<Revoked> revoked) {
        Map<URI, Scope> byUrl = new LinkedHashMap<>();
        Stream.concat(options.crlPlace().stream(), formerly.stream())
                .forEach(place -> place.urls(issuer)
                        .forEach(url -> byUrl.putIfAbsent(
                                url, place.isSharded() ? Scope.part(url) : Scope.all(Optional.of(url)))));
        for (Revoked one : revoked) {
            one.crlUrl().flatMap(RevocationList::url).ifPresent(url -> byUrl.putIfAbsent(url, Scope.part(url)));
        }
        return List.copyOf(byUrl.values());
    }

    /** What a certificate names; a CA that is loaded may have issued with URLs of any kind. */
    private static Optional<URI> url(String text) {
        try {
            return Optional.of(new URI(text))
                    .filter(url -> "http".equalsIgnoreCase(url.getScheme()) && isHost(url.getHost()))
                    .filter(url -> url.toASCIIString().equals(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Whether the CRL's lint takes it, too, so that one certificate does not stop the CRLs of the others. */
    private static boolean isHost(@Nullable String host) {
        return host != null
                && host.length() <= 253
                && !host.endsWith(".")
                && Stream.of(host.split("\\.", -1)).allMatch(label -> label.length() <= 63);
    }

    private Map<Scope, byte[]> make(Issuer issuer, Instant thisUpdate, Duration validity, Plan plan)
            throws AuthorityException {
        RecordKey key = CrlPlaces.key(issuer);
        // an entry stays until it was on a CRL after the certificate's end (RFC 5280 section 3.3)
        Duration kept = validity.multipliedBy(2);
        for (int round = 0; round < ROUNDS; round++) {
            Optional<StoredRecord> last = ledger.find(key);
            long number = last.map(record -> record.document().number("number")).orElse(0L) + 1;
            List<Revoked> revoked = new ArrayList<>(revocations.list(issuer.id(), thisUpdate.minus(kept)));
            List<CrlPlace> places = CrlPlaces.of(last);
            Document document = this.places
                    .put(Document.builder().put("number", number).put("thisUpdate", thisUpdate), places)
                    .build();
            Optional<String> claimed = last.isPresent()
                    ? ledger.update(key, last.get().version(), document)
                    : ledger.insert(key, issuer.id(), document);
            if (claimed.isPresent()) {
                revoked.sort(Comparator.comparing(Revoked::serial));
                Map<Scope, byte[]> crls = new LinkedHashMap<>();
                for (Scope scope : plan.scopes(places, revoked)) {
                    crls.put(scope, sign(issuer, thisUpdate, validity, number, revoked, scope));
                }
                return crls;
            }
        }
        throw new AuthorityException("others make CRLs all the time", Effect.NONE, RetryClass.TRANSIENT, null);
    }

    private static byte[] sign(
            Issuer issuer, Instant thisUpdate, Duration validity, long number, List<Revoked> revoked, Scope scope)
            throws AuthorityException {
        List<byte[]> parts = new ArrayList<>(List.of(
                VERSION_2,
                issuer.signer().scheme().identifier(),
                issuer.subject(),
                Der.time(thisUpdate),
                Der.time(thisUpdate.plus(validity).minusSeconds(1))));
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
        LintContext context = issuer.context().toBuilder().waive(AS_ISSUED).build();
        if (SigningToken.forCrl(Der.sequence(parts), context) instanceof Decision.Granted granted) {
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
