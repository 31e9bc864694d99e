package dev.acm.spi;

import dev.acm.certificate.CertificateArn;
import dev.acm.name.DomainName;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;

/**
 * Whether a certificate is served.
 *
 * @param arn the certificate
 * @param names its names, {@code *.} included
 * @param wanted the leaf hoped for; where a server has several key types for one name, its key type is the one to ask for
 */
public record ProbeQuestion(CertificateArn arn, List<DomainName> names, X509Certificate wanted) {
    /** Copies the names. */
    public ProbeQuestion {
        Objects.requireNonNull(arn, "arn");
        names = List.copyOf(names);
        Objects.requireNonNull(wanted, "wanted");
    }
}
