package dev.acm.error;

import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.Deployment;
import java.io.Serial;
import java.util.List;

/** The certificate is associated with targets; disassociate them first. */
public final class ResourceInUseException extends AcmException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient CertificateArn arn;
    private final transient List<Deployment> deployments;

    /**
     * Creates the exception.
     *
     * @param arn the certificate
     * @param deployments what uses it
     */
    public ResourceInUseException(CertificateArn arn, List<Deployment> deployments) {
        super(ErrorCode.RESOURCE_IN_USE, arn + " is in use by " + deployments + "; disassociate first", null);
        this.arn = arn;
        this.deployments = List.copyOf(deployments);
    }

    /**
     * The certificate.
     *
     * @return its handle
     */
    public CertificateArn arn() {
        return arn;
    }

    /**
     * What uses it.
     *
     * @return at least one, unmodifiable
     */
    public List<Deployment> deployments() {
        return deployments;
    }
}
