package dev.acm.event;

import dev.acm.certificate.CertificateArn;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Something that happened to a certificate. No part of it is secret.
 *
 * @param arn the certificate
 * @param sequence 1, 2, 3… for each certificate, without gaps
 * @param at when
 * @param type what
 * @param actor who did it; {@code manager} for what the manager does by itself
 * @param source from where
 * @param details more, by name, sorted
 */
public record CertificateEvent(
        CertificateArn arn,
        long sequence,
        Instant at,
        EventType type,
        String actor,
        String source,
        Map<String, String> details) {
    /** The name of the detail that holds ACM's detail-type. */
    public static final String DETAIL_TYPE = "detail-type";

    /** Copies the map. */
    public CertificateEvent {
        Objects.requireNonNull(arn, "arn");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(source, "source");
        details = Collections.unmodifiableMap(new TreeMap<>(details));
    }

    /**
     * The detail-type of ACM's event, if this is one that ACM has too. The details then have ACM's fields beside ours:
     * CommonName, CertificateType, DomainValidationMethod, CertificateCreatedDate, CertificateExpirationDate, DaysToExpiry,
     * ValidityInDays, InUse, Exported, Exportable, and where they apply Action and RenewalStatusReason.
     *
     * @return for example {@code ACM Certificate Available}, or empty
     */
    public Optional<String> detailType() {
        return Optional.ofNullable(details.get(DETAIL_TYPE));
    }
}
