package dev.acm.ca.pem;

import dev.acm.certificate.CertificateChain;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Puts certificates that came in any order into the order of a chain. Links are signatures, not names alone, so CAs of the same
 * name are told apart. Validity, purposes and constraints are not looked at.
 */
public final class ChainOrder {
    private ChainOrder() {}

    /**
     * What was made of the certificates.
     *
     * @param chain the leaf first, each followed by its issuer
     * @param moved whether that is another order than they came in
     * @param unused those that certify none of the chain: strangers, repetitions; empty if all were used
     * @param complete whether the chain ends in a certificate that signs itself
     */
    public record Ordered(CertificateChain chain, boolean moved, List<X509Certificate> unused, boolean complete) {
        /** Copies the list. */
        public Ordered {
            Objects.requireNonNull(chain, "chain");
            unused = List.copyOf(unused);
        }
    }

    /**
     * Orders the issuers of a leaf.
     *
     * @param leaf the certificate itself
     * @param others those that may certify it, in any order
     * @return the longest chain that signatures make of them
     */
    public static Ordered of(X509Certificate leaf, List<X509Certificate> others) {
        List<X509Certificate> left = new ArrayList<>(others);
        List<X509Certificate> chain = new ArrayList<>(List.of(leaf));
        X509Certificate last = leaf;
        while (!signs(last, last)) {
            X509Certificate below = last;
            int at = 0;
            while (at < left.size() && !signs(left.get(at), below)) {
                at++;
            }
            if (at == left.size()) {
                break;
            }
            last = left.remove(at);
            chain.add(last);
        }
        boolean moved = !others.subList(0, chain.size() - 1).equals(chain.subList(1, chain.size()));
        return new Ordered(CertificateChain.of(chain), moved, left, signs(last, last));
    }

    private static boolean signs(X509Certificate issuer, X509Certificate subject) {
        if (!issuer.getSubjectX500Principal().equals(subject.getIssuerX500Principal())) {
            return false;
        }
        try {
            subject.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
