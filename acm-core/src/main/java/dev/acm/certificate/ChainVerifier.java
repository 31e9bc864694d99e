package dev.acm.certificate;

import dev.acm.certificate.ChainFault.Kind;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertPathValidatorException.Reason;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXCertPathValidatorResult;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXReason;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says whether a TLS client would trust a chain, by the JDK's PKIX validation (RFC 5280 section 6.1) and the rules for host
 * names (RFC 9525): a pure function, which asks nobody. Revocation is not looked at, and a common name does not count.
 */
public final class ChainVerifier {
    private static final Map<Reason, Kind> KINDS = Map.of(
            BasicReason.EXPIRED, Kind.EXPIRED,
            BasicReason.NOT_YET_VALID, Kind.NOT_YET_VALID,
            BasicReason.INVALID_SIGNATURE, Kind.SIGNATURE,
            BasicReason.ALGORITHM_CONSTRAINED, Kind.ALGORITHM,
            PKIXReason.NAME_CHAINING, Kind.ISSUER,
            PKIXReason.NOT_CA_CERT, Kind.NOT_AN_AUTHORITY,
            PKIXReason.INVALID_KEY_USAGE, Kind.NOT_AN_AUTHORITY,
            PKIXReason.PATH_TOO_LONG, Kind.PATH_LENGTH,
            PKIXReason.INVALID_NAME, Kind.NAME_CONSTRAINTS,
            PKIXReason.NO_TRUST_ANCHOR, Kind.NO_TRUST_ANCHOR);

    private ChainVerifier() {}

    /**
     * Judges a chain.
     *
     * @param chain the chain, in order, with or without its root
     * @param trust the certificates that are trusted; without any, nothing is
     * @param host the host that is connected to: a DNS name, or an IP address in text form
     * @param at the time to judge by
     * @return the verdict: all faults of dates, use and host, and the first that PKIX finds besides
     */
    public static ChainVerdict verify(
            CertificateChain chain, Collection<X509Certificate> trust, String host, Instant at) {
        List<ChainFault> faults = new ArrayList<>();
        List<X509Certificate> certificates = chain.certificates();
        for (int i = 0; i < certificates.size(); i++) {
            checkDates(certificates.get(i), i, at, faults);
        }
        ServerUse.check(chain.leaf(), host, faults);
        return new ChainVerdict(anchor(certificates, trust, at, faults), faults);
    }

    private static void checkDates(X509Certificate certificate, int index, Instant at, List<ChainFault> faults) {
        Instant from = certificate.getNotBefore().toInstant();
        Instant to = certificate.getNotAfter().toInstant();
        if (at.isBefore(from)) {
            faults.add(fault(Kind.NOT_YET_VALID, index, "it is valid from " + from + ", and it is " + at));
        } else if (at.isAfter(to)) {
            faults.add(fault(Kind.EXPIRED, index, "it was valid to " + to + ", and it is " + at));
        }
    }

    private static Optional<X509Certificate> anchor(
            List<X509Certificate> certificates,
            Collection<X509Certificate> trust,
            Instant at,
            List<ChainFault> faults) {
        if (trust.contains(certificates.get(0))) {
            return Optional.of(certificates.get(0));
        }
        // what is trusted itself ends the path, whatever comes behind it
        List<X509Certificate> path = certificates.stream()
                .takeWhile(certificate -> !trust.contains(certificate))
                .toList();
        Set<TrustAnchor> anchors = trust.stream()
                .map(certificate -> new TrustAnchor(certificate, null))
                .collect(Collectors.toSet());
        if (anchors.isEmpty()) {
            faults.add(new ChainFault(Kind.NO_TRUST_ANCHOR, OptionalInt.empty(), "nothing is trusted"));
            return Optional.empty();
        }
        try {
            CertPath certPath = CertificateFactory.getInstance("X.509").generateCertPath(path);
            PKIXParameters parameters = new PKIXParameters(anchors);
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(at));
            PKIXCertPathValidatorResult result = (PKIXCertPathValidatorResult)
                    CertPathValidator.getInstance("PKIX").validate(certPath, parameters);
            return Optional.of(result.getTrustAnchor().getTrustedCert());
        } catch (CertPathValidatorException e) {
            add(e, faults);
        } catch (GeneralSecurityException e) {
            faults.add(new ChainFault(Kind.OTHER, OptionalInt.empty(), String.valueOf(e.getMessage())));
        }
        return Optional.empty();
    }

    private static void add(CertPathValidatorException e, List<ChainFault> faults) {
        Kind kind = KINDS.getOrDefault(
                e.getReason(),
                e.getReason() == PKIXReason.UNRECOGNIZED_CRIT_EXT ? Kind.CRITICAL_EXTENSION : Kind.OTHER);
        boolean dated = kind == Kind.EXPIRED || kind == Kind.NOT_YET_VALID;
        if (!dated || faults.stream().noneMatch(fault -> fault.kind() == kind)) {
            OptionalInt index = e.getIndex() < 0 ? OptionalInt.empty() : OptionalInt.of(e.getIndex());
            faults.add(new ChainFault(kind, index, String.valueOf(e.getMessage())));
        }
    }

    private static ChainFault fault(Kind kind, int index, String reason) {
        return new ChainFault(kind, OptionalInt.of(index), reason);
    }
}
