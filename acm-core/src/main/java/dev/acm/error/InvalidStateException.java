package dev.acm.error;

import dev.acm.certificate.CertificateArn;
import java.io.Serial;

/** The certificate's state does not allow the call. */
public final class InvalidStateException extends AcmException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient CertificateArn arn;

    /**
     * Creates the exception.
     *
     * @param arn the certificate
     * @param message why, and what to do instead
     */
    public InvalidStateException(CertificateArn arn, String message) {
        super(ErrorCode.INVALID_STATE, arn + ": " + message, null);
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
