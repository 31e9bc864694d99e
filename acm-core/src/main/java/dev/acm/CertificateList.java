package dev.acm;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Some of an account's certificates.
 *
 * @param certificates in an order of the store's own that stays the same over the pages
 * @param nextToken what to give for the next page; empty when this was the last
 */
public record CertificateList(List<CertificateSummary> certificates, Optional<String> nextToken) {
    /** Copies the list. */
    public CertificateList {
        certificates = List.copyOf(certificates);
        Objects.requireNonNull(nextToken, "nextToken");
    }
}
