package dev.acm.ca;

import dev.acm.spi.AuthorityException;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RetryClass;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** The certificates of a CA and those above it, as path validation will see them (RFC 5280 section 6.1; BR 7.1.2.6). */
final class CaChain {
    private CaChain() {}

    /** Refuses a chain below which no certificate would be accepted, with everything that is wrong with it. */
    static void check(List<X509Certificate> chain) throws AuthorityException {
        List<String> faults = new ArrayList<>();
        for (int i = 0; i < chain.size(); i++) {
            checkOne(chain.get(i), i, faults);
            // the last one is the trust anchor: it answers for itself only if it says so
            boolean last = i + 1 == chain.size();
            if (!last) {
                checkLink(chain.get(i), chain.get(i + 1), faults);
            } else if (isSelfIssued(chain.get(i))) {
                checkLink(chain.get(i), chain.get(i), faults);
            }
        }
        if (!faults.isEmpty()) {
            throw refused("the CA certificate cannot be used: " + String.join("; ", faults));
        }
    }

    /** @param below how many CAs are between this one and a leaf */
    private static void checkOne(X509Certificate ca, int below, List<String> faults) {
        String name = "'" + ca.getSubjectX500Principal() + "' ";
        int pathLength = ca.getBasicConstraints();
        if (pathLength < 0) {
            faults.add(name + "has basic constraints that do not say CA");
        } else if (pathLength < below) {
            faults.add(name + "has path length " + pathLength + ", and " + below + " CAs are below it");
        }
        boolean[] usage = ca.getKeyUsage();
        // a root of old may have no key usage (RFC 5280 section 4.2.1.3 asks it of what it calls conforming)
        boolean issues = usage == null ? below > 0 : usage[5];
        boolean lists = below > 0 || (usage != null && usage[6]);
        if (!issues || !lists) {
            faults.add(name + "has a key usage that lacks keyCertSign or cRLSign");
        }
    }

    private static void checkLink(X509Certificate ca, X509Certificate above, List<String> faults) {
        String link =
                "'" + ca.getSubjectX500Principal() + "' is not signed by '" + above.getSubjectX500Principal() + "'";
        if (!ca.getIssuerX500Principal().equals(above.getSubjectX500Principal())) {
            faults.add(link + " but issued by '" + ca.getIssuerX500Principal() + "'");
            return;
        }
        try {
            ca.verify(above.getPublicKey());
        } catch (GeneralSecurityException e) {
            faults.add(link);
        }
    }

    static boolean isSelfIssued(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    static AuthorityException refused(String message) {
        return new AuthorityException(message, Effect.NONE, RetryClass.NEVER, null);
    }
}
