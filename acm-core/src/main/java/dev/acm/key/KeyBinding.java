package dev.acm.key;

import dev.acm.certificate.CertificateArn;
import dev.acm.internal.Checks;

/**
 * What a sealed secret belongs to: it opens under an equal binding only.
 *
 * @param owner the certificate's ARN, or another lasting name of the owner; 1 to 512 characters
 * @param generation the generation of the owner; 0 and up
 * @param purpose what the secret is for, for example {@code tls}; 1 to 64 characters
 */
public record KeyBinding(String owner, long generation, String purpose) {
    /** The purpose of a certificate's private key. */
    public static final String TLS = "tls";

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if a part is empty, too long or negative
     */
    public KeyBinding {
        Checks.length("owner", owner, 1, 512);
        Checks.length("purpose", purpose, 1, 64);
        Checks.require(generation >= 0, () -> "generation must not be negative, got " + generation);
    }

    /**
     * The binding of a certificate's private key.
     *
     * @param arn the certificate
     * @param generation the generation, 1 and up
     * @return the binding
     */
    public static KeyBinding tls(CertificateArn arn, long generation) {
        return new KeyBinding(arn.toString(), generation, TLS);
    }
}
