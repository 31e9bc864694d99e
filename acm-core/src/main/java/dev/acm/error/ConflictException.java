package dev.acm.error;

import dev.acm.certificate.CertificateArn;
import java.io.Serial;

/** Others kept changing the record; the call may be tried again. */
public final class ConflictException extends AcmException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient CertificateArn arn;

    /**
     * Creates the exception.
     *
     * @param arn the certificate
     */
    public ConflictException(CertificateArn arn) {
        super(ErrorCode.CONFLICT, arn + " is being changed by other calls; try again", null);
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
