package dev.acm;

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

/** Asks the host's policy. */
final class Admission {
    private final Ports ports;

    Admission(Ports ports) {
        this.ports = ports;
    }

    /**
     * The type of what is requested.
     *
     * @throws AccessDeniedException if the policy refuses
     */
    CertificateType typeOf(Caller caller, Operation operation, CertificateRequest request, List<DomainName> names) {
        RequestPolicy.Allowed allowed = ask(
                caller,
                new RequestConditions(
                        operation,
                        names,
                        request.validationMethod(),
                        request.keyAlgorithm(),
                        ports.authority().describe().name(),
                        request.exportable(),
                        request.validity(),
                        request.tags()));
        return allowed.validate() ? CertificateType.AMAZON_ISSUED : CertificateType.PRIVATE;
    }

    /** Lets an import pass, or throws {@link AccessDeniedException}. */
    void checkImport(Caller caller, ImportRequest request, ImportCheck.Material material) {
        ask(
                caller,
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

    private RequestPolicy.Allowed ask(Caller caller, RequestConditions conditions) {
        RequestPolicy.Decision decision = ports.requestPolicy().decide(caller, conditions);
        if (decision instanceof RequestPolicy.Denied denied) {
            throw new AccessDeniedException(denied.reason(), denied.why());
        }
        return (RequestPolicy.Allowed) decision;
    }
}
