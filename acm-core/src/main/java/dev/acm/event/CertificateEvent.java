package dev.acm.event;

import dev.acm.certificate.CertificateArn;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
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
    /** Copies the map. */
    public CertificateEvent {
        Objects.requireNonNull(arn, "arn");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(source, "source");
        details = Collections.unmodifiableMap(new TreeMap<>(details));
    }
}
