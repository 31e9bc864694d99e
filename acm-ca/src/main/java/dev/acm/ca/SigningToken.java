package dev.acm.ca;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.SignatureScheme;
import dev.acm.ca.lint.CertificateLint;
import dev.acm.ca.lint.CrlLint;
import dev.acm.ca.lint.ExternalLint;
import dev.acm.ca.lint.LintContext;
import dev.acm.ca.lint.LintFinding;
import dev.acm.ca.lint.OcspLint;
import dev.acm.ca.lint.Rule;
import dev.acm.ca.lint.Severity;
import dev.acm.spi.AuthorityException;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RetryClass;
import java.io.IOException;
import java.util.List;

/**
 * Permission to sign exactly these octets. Only a lint without errors gives one, and {@link CaSigner} signs nothing else
 * (BR 4.3.1.2).
 */
final class SigningToken {
    private static final int RSA_OCTETS = 256;
    // r = s = 1: has the form of a signature, so that tools read on
    private static final byte[] SMALLEST_ECDSA = Der.sequence(Der.integer(1), Der.integer(1));

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

    /** Judges a TBSCertificate; what there is nothing against is shown to the host's linter, too. */
    static Decision forCertificate(
            byte[] toBeSigned, CertificateLint lint, LintContext context, ExternalLint external, SignatureScheme scheme)
            throws AuthorityException {
        Decision own = forCertificate(toBeSigned, lint, context);
        return own instanceof Decision.Granted granted
                ? decide(granted.token().toBeSigned, ask(external, granted.token().toBeSigned, scheme))
                : own;
    }

    private static List<LintFinding> ask(ExternalLint external, byte[] octets, SignatureScheme scheme)
            throws AuthorityException {
        byte[] nothing = scheme.family().equals("RSA") ? new byte[RSA_OCTETS] : SMALLEST_ECDSA;
        try {
            return external.check(Der.sequence(octets, scheme.identifier(), Der.bitString(nothing))).stream()
                    .filter(finding -> finding.severity() == Severity.ERROR)
                    .map(finding -> new LintFinding(Rule.EXTERNAL_LINT, finding.rule(), finding.message()))
                    .toList();
        } catch (IOException e) {
            throw new AuthorityException("the host's linter cannot be asked", Effect.UNKNOWN, RetryClass.TRANSIENT, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AuthorityException("interrupted at the host's linter", Effect.UNKNOWN, RetryClass.TRANSIENT, e);
        }
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
