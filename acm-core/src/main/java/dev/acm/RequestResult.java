package dev.acm;

import dev.acm.certificate.CertificateArn;
import dev.acm.dcv.ResourceRecord;
import java.util.List;
import java.util.Objects;

/**
 * What a request gave.
 *
 * @param arn the certificate's handle
 * @param records the distinct DNS records to publish, once and for good; a name and its wildcard share one. Empty when
 *     control is not proven by DNS
 */
public record RequestResult(CertificateArn arn, List<ResourceRecord> records) {
    /** Copies the list. */
    public RequestResult {
        Objects.requireNonNull(arn, "arn");
        records = List.copyOf(records);
    }
}
