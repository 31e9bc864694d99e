package dev.acm.spi;

import java.security.cert.X509Certificate;
import java.util.Objects;
import java.util.Optional;

/**
 * What one endpoint showed.
 *
 * @param asked what was asked for, for example {@code shop.example.com}
 * @param endpoint who was asked, for example {@code 192.0.2.1:443}
 * @param leaf the leaf it showed; empty if it showed none
 * @param detail how it went, for example {@code TLSv1.3} or {@code connection refused}
 */
public record Sighting(String asked, String endpoint, Optional<X509Certificate> leaf, String detail) {
    /** Checks for null. */
    public Sighting {
        Objects.requireNonNull(asked, "asked");
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(leaf, "leaf");
        Objects.requireNonNull(detail, "detail");
    }
}
