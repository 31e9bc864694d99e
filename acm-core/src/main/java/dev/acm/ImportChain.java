package dev.acm;

import dev.acm.certificate.ChainOrder;
import dev.acm.error.Finding;
import dev.acm.internal.Checks;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * Puts the certificates that came with an imported one in order: each certifies the one before. What is only in the wrong
 * place is moved, what is there twice is dropped, and both are told; what does not belong is refused, with its index.
 */
final class ImportChain {
    private static final int CERT_SIGN = 5;

    private final X509Certificate leaf;
    private final List<X509Certificate> given;
    private final Instant now;
    private final List<Finding> faults;
    private final List<Finding> remarks;

    ImportChain(
            X509Certificate leaf,
            List<X509Certificate> given,
            Instant now,
            List<Finding> faults,
            List<Finding> remarks) {
        this.leaf = leaf;
        this.given = given;
        this.now = now;
        this.faults = faults;
        this.remarks = remarks;
    }

    /** The chain with its leaf, in order; faults and remarks are added to the lists. */
    ChainOrder.Ordered ordered() {
        ChainOrder.Ordered ordered = ChainOrder.of(leaf, given);
        List<Integer> places = ordered.places();
        places.forEach(index -> checkIssuer(index, given.get(index)));
        List<X509Certificate> chain = ordered.chain().certificates();
        ordered.unused().forEach(index -> checkSpare(index, chain));
        if (ordered.abandoned()) {
            faults.add(new Finding(
                    "chain:length",
                    "chain",
                    given.size() + " certificates",
                    "so many of them might certify another that not all were tried",
                    "Give only those that lead from the certificate to its root."));
        }
        for (int i = 0; i < places.size(); i++) {
            long before = spareBefore(ordered.unused(), places.get(i));
            if (places.get(i) - before != i) {
                remarks.add(finding(
                        "chain:order",
                        places.get(i),
                        "it stood in another place than in the order of certification",
                        "It was moved to place " + i + "."));
            }
        }
        if (given.isEmpty() && !ordered.complete()) {
            remarks.add(new Finding(
                    "chain:missing",
                    "chain",
                    "",
                    "the certificate is not self-signed, and no issuer came with it",
                    "Clients that do not know its issuer will refuse it; import it again with its chain."));
        }
        return ordered;
    }

    private static long spareBefore(List<Integer> spare, int place) {
        return spare.stream().filter(index -> index < place).count();
    }

    private void checkIssuer(int index, X509Certificate issuer) {
        boolean[] usage = issuer.getKeyUsage();
        if (issuer.getBasicConstraints() < 0 || (usage != null && !usage[CERT_SIGN])) {
            faults.add(finding(
                    "chain:authority",
                    index,
                    "it is no authority's, so it may certify nothing",
                    "Give the certificate of the authority that issued the one before it."));
        }
        if (now.isBefore(issuer.getNotBefore().toInstant())
                || now.isAfter(issuer.getNotAfter().toInstant())) {
            faults.add(finding(
                    "chain:validity",
                    index,
                    "it is valid from " + issuer.getNotBefore().toInstant() + " to "
                            + issuer.getNotAfter().toInstant() + ", and it is " + now,
                    "Ask the authority for its present certificate."));
        }
    }

    private void checkSpare(int index, List<X509Certificate> ordered) {
        X509Certificate certificate = given.get(index);
        if (certificate.equals(leaf)) {
            remarks.add(finding(
                    "chain:leaf", index, "it is the certificate itself", "It was left out: a chain begins above it."));
        } else if (ordered.contains(certificate)) {
            remarks.add(finding("chain:duplicate", index, "it is there more than once", "It was kept once."));
        } else {
            X509Certificate last = ordered.get(ordered.size() - 1);
            boolean named = ordered.stream()
                    .anyMatch(
                            subject -> subject.getIssuerX500Principal().equals(certificate.getSubjectX500Principal()));
            faults.add(finding(
                    "chain:certifies",
                    index,
                    named
                            ? "it has the name of an issuer of the chain, but another key: the signature does not verify"
                            : "it certifies none of the others; " + shown(last) + " names "
                                    + Checks.shorten(
                                            last.getIssuerX500Principal().getName(), 200) + " as its issuer",
                    "Give only those that lead from the certificate to its root, each certifying the one before."));
        }
    }

    static String shown(X509Certificate certificate) {
        return Checks.shorten(certificate.getSubjectX500Principal().getName(), 200);
    }

    private Finding finding(String rule, int index, String message, String remedy) {
        return new Finding(rule, "chain[" + index + "]", shown(given.get(index)), message, remedy);
    }
}
