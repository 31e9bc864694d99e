package dev.acm;

import dev.acm.certificate.CertificateChain;
import dev.acm.diagnosis.Actor;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.name.DomainName;
import dev.acm.spi.IssuancePlan;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether a chain that came back is what was asked for: key, names, dates, signatures (A4). */
final class ChainCheck {
    /** Another manager may have asked for it, whose clock is ten minutes fast while this one's is ten minutes slow. */
    private static final Duration SKEW = Duration.ofMinutes(25);

    /** Authorities date back a little, and count the last second or do not. */
    private static final Duration LONGER = Duration.ofDays(1);

    private static final int DNS_NAME = 2;

    /** Issuer chains that were verified before; there are few authorities, and each signs with few keys. */
    private final Map<String, Boolean> verifiedIssuers;

    ChainCheck(Map<String, Boolean> verifiedIssuers) {
        this.verifiedIssuers = verifiedIssuers;
    }

    Optional<Diagnosis> fault(
            CertificateChain chain,
            String issuersId,
            IssuancePlan plan,
            byte[] publicKey,
            List<X509Certificate> anchors,
            Instant now) {
        X509Certificate leaf = chain.leaf();
        if (!Arrays.equals(leaf.getPublicKey().getEncoded(), publicKey)) {
            return refuse("it certifies another key than the one of this attempt");
        }
        Set<String> wanted =
                plan.names().stream().map(DomainName::value).collect(Collectors.toCollection(TreeSet::new));
        Set<String> got = dnsNames(leaf);
        if (!got.equals(wanted)) {
            return refuse("it is for the names " + got + " and not for " + wanted);
        }
        Instant notBefore = leaf.getNotBefore().toInstant();
        Instant notAfter = leaf.getNotAfter().toInstant();
        if (notBefore.isAfter(now.plus(SKEW)) || !notAfter.isAfter(now)) {
            return refuse("it is valid from " + notBefore + " to " + notAfter + " and not at " + now);
        }
        Duration valid = Duration.between(notBefore, notAfter).plusSeconds(1);
        if (plan.validity()
                .filter(asked -> valid.compareTo(asked.plus(LONGER)) > 0)
                .isPresent()) {
            return refuse("it is valid for " + days(valid) + ", and "
                    + days(plan.validity().get()) + " were asked for");
        }
        return issuerFault(chain, issuersId, anchors, now);
    }

    private static String days(Duration duration) {
        return duration.toDays() > 0 ? duration.toDays() + " days" : duration.toString();
    }

    private Optional<Diagnosis> issuerFault(
            CertificateChain chain, String issuersId, List<X509Certificate> anchors, Instant now) {
        List<X509Certificate> certificates = chain.certificates();
        if (certificates.size() == 1 && anchors.isEmpty()) {
            return refuse("its issuer did not come with it, and the authority names no root");
        }
        try {
            if (certificates.size() == 1) {
                return anchored(chain.leaf(), anchors)
                        ? Optional.empty()
                        : refuse("no root of the authority has signed it, or it outlives the root");
            }
            X509Certificate issuer = certificates.get(1);
            if (!chain.leaf().getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
                return refuse("it names " + chain.leaf().getIssuerX500Principal() + " as its issuer and came with "
                        + issuer.getSubjectX500Principal());
            }
            chain.leaf().verify(issuer.getPublicKey());
            if (chain.leaf()
                    .getNotAfter()
                    .toInstant()
                    .isAfter(issuer.getNotAfter().toInstant())) {
                return refuse("it outlives its issuer, which is valid to "
                        + issuer.getNotAfter().toInstant());
            }
            if (verifiedIssuers.containsKey(issuersId)
                    && !issuer.getNotAfter().toInstant().isBefore(now)) {
                return Optional.empty();
            }
            Optional<Diagnosis> fault = issuersFault(certificates.subList(1, certificates.size()), anchors, now);
            if (fault.isEmpty()) {
                verifiedIssuers.put(issuersId, Boolean.TRUE);
            }
            return fault;
        } catch (GeneralSecurityException e) {
            return refuse("a signature in its chain does not verify (" + e.getMessage() + ")");
        }
    }

    private static Optional<Diagnosis> issuersFault(
            List<X509Certificate> issuers, List<X509Certificate> anchors, Instant now) throws GeneralSecurityException {
        for (int i = 0; i < issuers.size(); i++) {
            X509Certificate issuer = issuers.get(i);
            if (issuer.getBasicConstraints() < 0) {
                return refuse("its chain leads over " + issuer.getSubjectX500Principal() + ", which is no authority");
            }
            if (issuer.getNotAfter().toInstant().isBefore(now)) {
                return refuse("its issuer " + issuer.getSubjectX500Principal() + " has expired");
            }
            if (i + 1 < issuers.size()) {
                issuer.verify(issuers.get(i + 1).getPublicKey());
            }
        }
        X509Certificate top = issuers.get(issuers.size() - 1);
        return anchors.isEmpty() || anchors.contains(top) || anchored(top, anchors)
                ? Optional.empty()
                : refuse("its chain ends at " + top.getSubjectX500Principal() + ", which is no root of the authority");
    }

    private static boolean anchored(X509Certificate certificate, List<X509Certificate> anchors) {
        return anchors.stream()
                .filter(anchor -> anchor.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
                .filter(anchor -> !certificate
                        .getNotAfter()
                        .toInstant()
                        .isAfter(anchor.getNotAfter().toInstant()))
                .anyMatch(anchor -> verifies(certificate, anchor.getPublicKey()));
    }

    private static boolean verifies(X509Certificate certificate, PublicKey key) {
        try {
            certificate.verify(key);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static Set<String> dnsNames(X509Certificate leaf) {
        try {
            Collection<List<?>> names = leaf.getSubjectAlternativeNames();
            return names == null
                    ? Set.of()
                    : names.stream()
                            .map(name -> name.get(0).equals(DNS_NAME)
                                    ? name.get(1).toString().toLowerCase(Locale.ROOT)
                                    : "type " + name.get(0) + " " + name.get(1))
                            .collect(Collectors.toCollection(TreeSet::new));
        } catch (CertificateParsingException e) {
            return Set.of();
        }
    }

    private static Optional<Diagnosis> refuse(String why) {
        return Optional.of(Diagnosis.builder(
                        "CHAIN_REFUSED", "The authority returned a certificate that does not fit: " + why + ".")
                .actor(Actor.AUTHORITY)
                .remedy(
                        "The certificate was recorded and is being revoked. Find out at the authority why it signed it.")
                .build());
    }
}
