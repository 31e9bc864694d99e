package dev.acm;

import dev.acm.error.Finding;
import dev.acm.internal.Checks;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
    List<X509Certificate> ordered() {
        List<X509Certificate> ordered = new ArrayList<>(List.of(leaf));
        List<Integer> places = new ArrayList<>();
        Optional<Integer> next = issuerOf(leaf, places);
        while (next.isPresent()) {
            X509Certificate issuer = given.get(next.get());
            checkIssuer(next.get(), issuer);
            ordered.add(issuer);
            places.add(next.get());
            next = issuerOf(issuer, places);
        }
        List<Integer> spare = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            if (!places.contains(i)) {
                spare.add(i);
            }
        }
        spare.forEach(index -> checkSpare(index, ordered));
        for (int i = 0; i < places.size(); i++) {
            long before = spareBefore(spare, places.get(i));
            if (places.get(i) - before != i) {
                remarks.add(finding(
                        "chain:order",
                        places.get(i),
                        "it stood in another place than in the order of certification",
                        "It was moved to place " + i + "."));
            }
        }
        if (given.isEmpty() && !selfIssued(leaf)) {
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

    private Optional<Integer> issuerOf(X509Certificate subject, List<Integer> taken) {
        if (selfIssued(subject)) {
            return Optional.empty();
        }
        for (int i = 0; i < given.size(); i++) {
            if (!taken.contains(i) && certifies(given.get(i), subject)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private static boolean certifies(X509Certificate issuer, X509Certificate subject) {
        return subject.getIssuerX500Principal().equals(issuer.getSubjectX500Principal()) && verifies(issuer, subject);
    }

    private static boolean verifies(X509Certificate issuer, X509Certificate subject) {
        try {
            subject.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean selfIssued(X509Certificate certificate) {
        return certifies(certificate, certificate);
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

    private static String shown(X509Certificate certificate) {
        return Checks.shorten(certificate.getSubjectX500Principal().getName(), 200);
    }

    private Finding finding(String rule, int index, String message, String remedy) {
        return new Finding(rule, "chain[" + index + "]", shown(given.get(index)), message, remedy);
    }
}
