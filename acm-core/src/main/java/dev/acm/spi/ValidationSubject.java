package dev.acm.spi;

import dev.acm.certificate.CertificateArn;
import dev.acm.name.DomainName;
import java.util.Objects;

/**
 * Whose control of what is to be proven.
 *
 * @param arn the certificate; its account is the owner
 * @param generation the generation asked for, 1 and up
 * @param name the name, {@code *.} included where asked for
 */
public record ValidationSubject(CertificateArn arn, long generation, DomainName name) {
    /** Checks for null. */
    public ValidationSubject {
        Objects.requireNonNull(arn, "arn");
        Objects.requireNonNull(name, "name");
    }
}
