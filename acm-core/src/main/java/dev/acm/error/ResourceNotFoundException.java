package dev.acm.error;

import dev.acm.certificate.CertificateArn;
import java.io.Serial;

/** There is no such certificate in the caller's account. */
public final class ResourceNotFoundException extends AcmException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient CertificateArn arn;

    /**
     * Creates the exception.
     *
     * @param arn the certificate
     */
    public ResourceNotFoundException(CertificateArn arn) {
        super(ErrorCode.RESOURCE_NOT_FOUND, arn + " does not exist in the caller's account", null);
        this.arn = arn;
    }

    /**
     * The certificate.
     *
     * @return its handle
     */
    public CertificateArn arn() {
        return arn;
    }
}
