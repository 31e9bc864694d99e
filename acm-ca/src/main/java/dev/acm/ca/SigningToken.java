package dev.acm.ca;

import dev.acm.ca.lint.CertificateLint;
import dev.acm.ca.lint.CrlLint;
import dev.acm.ca.lint.LintContext;
import dev.acm.ca.lint.LintFinding;
import dev.acm.ca.lint.OcspLint;
import dev.acm.ca.lint.Severity;
import java.util.List;

/**
 * Permission to sign exactly these octets. Only a lint without errors gives one, and {@link CaSigner} signs nothing else
 * (BR 4.3.1.2).
 */
final class SigningToken {
    private final byte[] toBeSigned;

    private SigningToken(byte[] toBeSigned) {
        this.toBeSigned = toBeSigned;
    }

    /** What the lint said. */
    sealed interface Decision {
        /** No finding is an error. */
        record Granted(SigningToken token) implements Decision {}

        /** At least one finding is an error. */
        record Refused(List<LintFinding> findings) implements Decision {}
    }

    /** Judges a TBSCertificate. */
    static Decision forCertificate(byte[] toBeSigned, CertificateLint lint, LintContext context) {
        // a copy, so that what is signed cannot change after it was read
        byte[] octets = toBeSigned.clone();
        return decide(octets, lint.checkToBeSigned(octets, context));
    }

    /** Judges a TBSCertList. */
    static Decision forCrl(byte[] toBeSigned, LintContext context) {
        byte[] octets = toBeSigned.clone();
        return decide(octets, CrlLint.checkToBeSigned(octets, context));
    }

    /** Judges the ResponseData of an OCSP response; only its form can be, and that it is nothing else. */
    static Decision forOcspResponse(byte[] toBeSigned) {
        byte[] octets = toBeSigned.clone();
        return decide(octets, OcspLint.checkToBeSigned(octets));
    }

    private static Decision decide(byte[] octets, List<LintFinding> findings) {
        for (LintFinding finding : findings) {
            if (finding.severity() == Severity.ERROR) {
                return new Decision.Refused(findings);
            }
        }
        return new Decision.Granted(new SigningToken(octets));
    }

    /** The octets themselves; not to be written to. */
    byte[] toBeSigned() {
        return toBeSigned;
    }
}
