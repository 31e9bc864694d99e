package dev.acm.error;

import dev.acm.certificate.CertificateArn;
import java.io.Serial;

/** Nothing is issued yet. */
public final class RequestInProgressException extends AcmException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient CertificateArn arn;

    /**
     * Creates the exception.
     *
     * @param arn the certificate
     */
    public RequestInProgressException(CertificateArn arn) {
        super(ErrorCode.REQUEST_IN_PROGRESS, arn + " is not issued yet; explain tells what it waits for", null);
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
