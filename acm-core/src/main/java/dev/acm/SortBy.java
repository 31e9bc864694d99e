package dev.acm;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** By what certificates are sorted, by ACM's names. What is absent comes before what is there. */
public enum SortBy {
    /** When it was requested or first imported. */
    CREATED_AT,
    /** The last valid second. */
    NOT_AFTER,
    /** The first valid second. */
    NOT_BEFORE,
    /** When the current generation was issued. */
    ISSUED_AT,
    /** When the current generation was imported. */
    IMPORTED_AT,
    /** When it was revoked. */
    REVOKED_AT,
    /** The status, by name. */
    STATUS,
    /** The renewal's status, by name. */
    RENEWAL_STATUS,
    /** Whether it would be renewed, by name. */
    RENEWAL_ELIGIBILITY,
    /** Whether its key was taken out; false first. */
    EXPORTED,
    /** Whether its key may be taken out; false first. */
    EXPORT_OPTION,
    /** Whether a target uses it; false first. */
    IN_USE,
    /** The key's algorithm, by name. */
    KEY_ALGORITHM,
    /** The type, by name. */
    TYPE,
    /** How control is proven, by name. */
    VALIDATION_METHOD,
    /** The first name. */
    COMMON_NAME,
    /** The handle. */
    CERTIFICATE_ARN;

    /** What the order compares, as text. */
    String key(CertificateSummary summary) {
        return switch (this) {
            case CREATED_AT -> time(Optional.of(summary.createdAt()));
            case NOT_AFTER -> time(summary.notAfter());
            case NOT_BEFORE -> time(summary.notBefore());
            case ISSUED_AT -> time(summary.issuedAt());
            case IMPORTED_AT -> time(summary.importedAt());
            case REVOKED_AT -> time(summary.revokedAt());
            case STATUS -> summary.status().name();
            case RENEWAL_STATUS -> summary.renewalStatus().map(Enum::name).orElse("");
            case RENEWAL_ELIGIBILITY -> summary.renewalEligibility().name();
            case EXPORTED -> Boolean.toString(summary.exported());
            case EXPORT_OPTION -> Boolean.toString(summary.exportable());
            case IN_USE -> Boolean.toString(summary.inUse());
            case KEY_ALGORITHM -> summary.keyAlgorithm().name();
            case TYPE -> summary.type().name();
            case VALIDATION_METHOD -> summary.validationMethod().name();
            case COMMON_NAME -> summary.names().get(0).value();
            case CERTIFICATE_ARN -> summary.arn().toString();
        };
    }

    private static String time(Optional<Instant> instant) {
        return instant.map(at -> String.format(Locale.ROOT, "%019d.%09d", at.getEpochSecond(), at.getNano()))
                .orElse("");
    }
}
