package dev.acm;

import dev.acm.certificate.CertificateChain;
import dev.acm.error.Finding;
import dev.acm.lifecycle.CertificateRecord;
import dev.acm.lifecycle.Generation;
import dev.acm.name.DomainName;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** What may differ between an imported certificate and its successor. */
final class ReimportRules {
    private final CertificateRecord before;
    private final List<Finding> faults;

    ReimportRules(CertificateRecord before, List<Finding> faults) {
        this.before = before;
        this.faults = faults;
    }

    void check(ImportCheck.Material successor) {
        if (successor.algorithm() != before.wish().keyAlgorithm()) {
            faults.add(new Finding(
                    "reimport:key-algorithm",
                    "privateKey",
                    successor.algorithm().name(),
                    "the certificate's key is " + before.wish().keyAlgorithm() + ", and stays so",
                    "Give a certificate with such a key, or import it as a new one."));
        }
        List<DomainName> names = before.wish().names();
        if (Collections.disjoint(names, successor.names())) {
            faults.add(new Finding(
                    "reimport:names",
                    "certificate",
                    text(successor.names()),
                    "it has none of the names of the present generation: " + text(names),
                    "Names may be added and removed, but not all; import it as a new certificate."));
        }
        Generation current = before.current().orElseThrow();
        CertificateChain present =
                CertificateChain.fromDer(List.of(current.leaf().bytes()));
        KeyUsages.compare(present.leaf(), successor.chain().leaf(), successor.algorithm(), faults);
    }

    private static String text(List<DomainName> names) {
        return names.stream().map(DomainName::value).limit(10).collect(Collectors.joining(" "));
    }
}
