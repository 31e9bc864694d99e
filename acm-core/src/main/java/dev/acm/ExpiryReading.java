package dev.acm;

import dev.acm.certificate.CertificateArn;
import dev.acm.name.DomainName;
import java.time.Instant;
import java.util.Objects;

/**
 * How long a certificate still lives, for a metrics library: a gauge by handle.
 *
 * @param arn the certificate
 * @param domainName its first name
 * @param daysToExpiry whole days that are left, rounded down; 0 on the last day
 * @param notAfter the last valid second
 */
public record ExpiryReading(CertificateArn arn, DomainName domainName, long daysToExpiry, Instant notAfter) {
    /** Checks for null. */
    public ExpiryReading {
        Objects.requireNonNull(arn, "arn");
        Objects.requireNonNull(domainName, "domainName");
        Objects.requireNonNull(notAfter, "notAfter");
    }
}
