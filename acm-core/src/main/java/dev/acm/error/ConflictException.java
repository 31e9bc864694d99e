package dev.acm.error;

import dev.acm.certificate.CertificateArn;
import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Others kept changing the record; the call may be tried again. */
public final class ConflictException extends AcmException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient @Nullable CertificateArn arn;

    /**
     * Creates the exception for a certificate.
     *
     * @param arn the certificate
     */
    public ConflictException(CertificateArn arn) {
        super(ErrorCode.CONFLICT, arn + " is being changed by other calls; try again", null);
        this.arn = arn;
    }

    /**
     * Creates the exception for an account.
     *
     * @param account the account
     */
    public ConflictException(String account) {
        super(ErrorCode.CONFLICT, "the account " + account + " is being changed by other calls; try again", null);
        this.arn = null;
    }

    /**
     * The certificate.
     *
     * @return its handle; empty if the account's own record was being changed
     */
    public Optional<CertificateArn> arn() {
        return Optional.ofNullable(arn);
    }
}
