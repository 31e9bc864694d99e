package dev.acm;

import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateType;
import dev.acm.error.AccessDeniedException;
import dev.acm.event.Caller;
import dev.acm.name.DomainName;
import dev.acm.request.CertificateRequest;
import dev.acm.request.ImportRequest;
import dev.acm.spi.RequestConditions;
import dev.acm.spi.RequestConditions.Operation;
import dev.acm.spi.RequestPolicy;
import java.util.List;
import java.util.Optional;

/** Asks the host's policy, and has denials noted for the audit log. */
final class Admission {
    private final Ports ports;
    private final Denials denials;

    Admission(Ports ports, Denials denials) {
        this.ports = ports;
        this.denials = denials;
    }

    /**
     * The type of what is requested, for a certificate that is there or a new one.
     *
     * @throws AccessDeniedException if the policy refuses
     */
    CertificateType typeOf(
            Caller caller,
            Operation operation,
            Optional<CertificateArn> meant,
            CertificateRequest request,
            List<DomainName> names) {
        return type(askNoting(caller, meant, conditions(operation, request, names)));
    }

    /** The same, for one who only wants to know: a denial is not noted. */
    CertificateType foresee(Caller caller, CertificateRequest request, List<DomainName> names) {
        return type(ask(caller, conditions(Operation.REQUEST, request, names)));
    }

    private static CertificateType type(RequestPolicy.Allowed allowed) {
        return allowed.validate() ? CertificateType.AMAZON_ISSUED : CertificateType.PRIVATE;
    }

    private RequestConditions conditions(Operation operation, CertificateRequest request, List<DomainName> names) {
        return new RequestConditions(
                operation,
                names,
                request.validationMethod(),
                request.keyAlgorithm(),
                ports.authority().describe().name(),
                request.exportable(),
                request.validity(),
                request.tags());
    }

    /** Lets an import pass, or throws {@link AccessDeniedException}. */
    void checkImport(Caller caller, ImportRequest request, ImportCheck.Material material) {
        askNoting(
                caller,
                request.arn(),
                new RequestConditions(
                        Operation.IMPORT,
                        material.names(),
                        ImportCheck.METHOD,
                        material.algorithm(),
                        "",
                        false,
                        Optional.empty(),
                        request.tags()));
    }

    private RequestPolicy.Allowed askNoting(
            Caller caller, Optional<CertificateArn> meant, RequestConditions conditions) {
        try {
            return ask(caller, conditions);
        } catch (AccessDeniedException e) {
            denials.note(caller, meant, conditions, e);
            throw e;
        }
    }

    private RequestPolicy.Allowed ask(Caller caller, RequestConditions conditions) {
        RequestPolicy.Decision decision = ports.requestPolicy().decide(caller, conditions);
        if (decision instanceof RequestPolicy.Denied denied) {
            throw new AccessDeniedException(denied.reason(), denied.why());
        }
        return (RequestPolicy.Allowed) decision;
    }
}
