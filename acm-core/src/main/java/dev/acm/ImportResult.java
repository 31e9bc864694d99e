package dev.acm;

import dev.acm.certificate.CertificateArn;
import dev.acm.error.Finding;
import java.util.List;
import java.util.Objects;

/**
 * What came of an import.
 *
 * @param arn the certificate's handle; that of the request for an import onto a certificate
 * @param generation which generation it became; 1 for a first import
 * @param remarks what was repaired (rule {@code chain:order}, {@code chain:duplicate}, {@code chain:leaf}) or should be known
 *     ({@code chain:missing}, {@code names:left-out}, and the rules of a {@link dev.acm.spi.CertificateCheck}); empty if there is
 *     nothing to say
 */
public record ImportResult(CertificateArn arn, long generation, List<Finding> remarks) {
    /** Copies the list. */
    public ImportResult {
        Objects.requireNonNull(arn, "arn");
        remarks = List.copyOf(remarks);
    }
}
