package dev.acm.certificate;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import javax.security.auth.x500.X500Principal;

/**
 * Puts certificates that came in any order into the order of a chain. Links are signatures, not names alone, so CAs of the same
 * name are told apart. Validity, purposes and constraints are not looked at. At most {@value #MAX_VERIFICATIONS} signatures
 * are verified, whatever comes.
 */
public final class ChainOrder {
    /** Chains have two to five certificates; more work than this only hostile input makes. */
    static final int MAX_VERIFICATIONS = 100;

    private final List<X509Certificate> others;
    private final Map<X500Principal, List<Integer>> bySubject = new HashMap<>();
    private int left = MAX_VERIFICATIONS;

    private ChainOrder(List<X509Certificate> others) {
        this.others = others;
        for (int i = 0; i < others.size(); i++) {
            bySubject
                    .computeIfAbsent(others.get(i).getSubjectX500Principal(), subject -> new ArrayList<>())
                    .add(i);
        }
    }

    /**
     * What was made of the certificates.
     *
     * @param chain the leaf first, each followed by its issuer
     * @param places for each issuer of the chain, in order, its index among the others, from 0
     * @param unused the indexes of those that certify none of the chain: strangers, repetitions; empty if all were used
     * @param complete whether the chain ends in a certificate that signs itself
     * @param abandoned whether there were so many candidates that not all could be tried; the chain may then be too short
     */
    public record Ordered(
            CertificateChain chain, List<Integer> places, List<Integer> unused, boolean complete, boolean abandoned) {
        /** Copies the lists. */
        public Ordered {
            Objects.requireNonNull(chain, "chain");
            places = List.copyOf(places);
            unused = List.copyOf(unused);
        }

        /**
         * Whether the chain begins with other certificates, or in another order, than they came in.
         *
         * @return false if each issuer came at its place
         */
        public boolean moved() {
            return !places.equals(IntStream.range(0, places.size()).boxed().toList());
        }
    }

    /**
     * Orders the issuers of a leaf.
     *
     * @param leaf the certificate itself
     * @param others those that may certify it, in any order
     * @return the chain that signatures make of them; of several issuers of one certificate the first that came
     */
    public static Ordered of(X509Certificate leaf, List<X509Certificate> others) {
        return new ChainOrder(List.copyOf(others)).from(leaf);
    }

    private Ordered from(X509Certificate leaf) {
        List<X509Certificate> chain = new ArrayList<>(List.of(leaf));
        List<Integer> places = new ArrayList<>();
        Set<Integer> used = new HashSet<>();
        X509Certificate last = leaf;
        boolean complete = signs(last, last);
        while (!complete) {
            X509Certificate below = last;
            int next = bySubject.getOrDefault(below.getIssuerX500Principal(), List.of()).stream()
                    .filter(index -> !used.contains(index) && signs(others.get(index), below))
                    .findFirst()
                    .orElse(-1);
            if (next < 0) {
                break;
            }
            last = others.get(next);
            chain.add(last);
            places.add(next);
            used.add(next);
            complete = signs(last, last);
        }
        List<Integer> unused = IntStream.range(0, others.size())
                .filter(index -> !used.contains(index))
                .boxed()
                .toList();
        return new Ordered(CertificateChain.of(chain), places, unused, complete, left < 0);
    }

    private boolean signs(X509Certificate issuer, X509Certificate subject) {
        if (!issuer.getSubjectX500Principal().equals(subject.getIssuerX500Principal())) {
            return false;
        }
        left--;
        if (left < 0) {
            return false;
        }
        try {
            subject.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
