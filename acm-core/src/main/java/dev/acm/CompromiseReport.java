package dev.acm;

import dev.acm.certificate.CertificateArn;
import java.util.List;
import java.util.Objects;

/**
 * What the report of a compromised key has set going.
 *
 * @param key SHA-256 of the SubjectPublicKeyInfo, 64 lower-case hex digits
 * @param replaced certificates of the account that had the key and are being replaced, or whose old generations are being
 *     revoked
 * @param deleted deleted certificates of the account that had the key: their generations that are valid still are being
 *     revoked, and nothing takes their place
 * @param imported imported certificates that have the key, also deleted ones: only their owners can replace them, and only
 *     their issuers revoke them
 */
public record CompromiseReport(
        String key, List<CertificateArn> replaced, List<CertificateArn> deleted, List<CertificateArn> imported) {
    /** Copies the lists. */
    public CompromiseReport {
        Objects.requireNonNull(key, "key");
        replaced = List.copyOf(replaced);
        deleted = List.copyOf(deleted);
        imported = List.copyOf(imported);
    }
}
