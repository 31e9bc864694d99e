package dev.acm.ca;

import dev.acm.ca.Rejections.Fault;
import dev.acm.ca.csr.RequestFinding;
import dev.acm.ca.csr.SigningRequest;
import dev.acm.ca.key.KeyFinding;
import dev.acm.ca.key.PublicKeyCheck;
import dev.acm.ca.profile.CertificateProfile;
import dev.acm.ca.profile.ValidityWindow;
import dev.acm.certificate.FailureReason;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.name.DomainName;
import dev.acm.spi.AuthorityDescription;
import dev.acm.spi.IssuancePlan;
import dev.acm.spi.Submission.Rejected;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Turns a plan into what is certified, or says all that is wrong with it. Reads no record and no clock. */
final class PlanCheck {
    private static final int MAX_COMMON_NAME = 64;
    private static final String REMEDY = "Correct it and request again.";

    private final AuthorityOptions options;
    private final Set<KeyAlgorithm> keyAlgorithms;

    PlanCheck(AuthorityOptions options, AuthorityDescription description) {
        this.options = options;
        this.keyAlgorithms = description.keyAlgorithms();
    }

    /** What the check says; the digest tells plans for another certificate or key apart. */
    sealed interface Verdict {
        /** Of names and key; equal for every retry of an attempt. */
        String digest();

        /** In order. */
        record Planned(String digest, PlannedLeaf leaf) implements Verdict {}

        /** Not in order. */
        record Refused(String digest, Rejected rejected) implements Verdict {}
    }

    Verdict check(IssuancePlan plan, Issuer issuer) {
        List<Fault> faults = new ArrayList<>();
        byte[] der = plan.signingRequest();
        Optional<SigningRequest> request = SigningRequest.read(der);
        byte[] publicKey = request.map(SigningRequest::publicKey).orElse(der);
        String digest = digest(plan, publicKey);
        if (request.isEmpty()) {
            faults.add(invalid("REQUEST_NOT_DER", "the signing request is no PKCS#10 in DER"));
        } else {
            checkKey(plan, request.get(), publicKey, faults);
        }
        Optional<CertificateProfile> profile = plan.profile().isEmpty()
                ? Optional.of(options.defaultProfile())
                : plan.profile().map(options.profiles()::get);
        if (profile.isEmpty()) {
            faults.add(invalid(
                    "PROFILE_UNKNOWN",
                    "there is no such profile; known are "
                            + new TreeSet<>(options.profiles().keySet())));
        }
        Optional<ValidityWindow> window = window(plan, issuer, faults);
        if (!faults.isEmpty()) {
            return new Verdict.Refused(digest, Rejections.of(faults));
        }
        List<DomainName> names = plan.names().stream().distinct().toList();
        Optional<String> commonName =
                Optional.of(names.get(0).value()).filter(name -> plan.commonName() && name.length() <= MAX_COMMON_NAME);
        return new Verdict.Planned(
                digest,
                new PlannedLeaf(
                        names,
                        publicKey,
                        plan.keyAlgorithm(),
                        commonName,
                        profile.orElseThrow(),
                        window.orElseThrow(),
                        plan.requestedAt()));
    }

    private void checkKey(IssuancePlan plan, SigningRequest request, byte[] publicKey, List<Fault> faults) {
        List<KeyFinding> weaknesses = options.keyCheck().check(publicKey);
        for (KeyFinding finding : weaknesses) {
            faults.add(invalid("KEY_" + finding.fault().name(), finding.message()));
        }
        Optional<KeyAlgorithm> algorithm = PublicKeyCheck.algorithmOf(publicKey);
        if (algorithm.isPresent() && algorithm.get() != plan.keyAlgorithm()) {
            faults.add(invalid(
                    "KEY_NOT_AS_PLANNED", "the key is " + algorithm.get() + ", planned is " + plan.keyAlgorithm()));
        }
        if (!keyAlgorithms.contains(plan.keyAlgorithm())) {
            faults.add(invalid("KEY_ALGORITHM_NOT_SERVED", plan.keyAlgorithm() + " is none of " + keyAlgorithms));
        }
        // an off-curve or huge key is not worth a verification, and some providers answer it with an exception
        if (weaknesses.isEmpty()) {
            for (RequestFinding finding : request.checkProof(options.provider())) {
                faults.add(invalid("REQUEST_" + finding.fault().name(), finding.message()));
            }
        }
    }

    private Optional<ValidityWindow> window(IssuancePlan plan, Issuer issuer, List<Fault> faults) {
        Instant now = plan.requestedAt();
        if (!now.isBefore(issuer.notAfter()) || now.isBefore(issuer.notBefore())) {
            faults.add(new Fault(
                    FailureReason.PCA_INVALID_STATE,
                    "ISSUER_NOT_VALID",
                    "the issuing CA is valid from " + issuer.notBefore() + " to " + issuer.notAfter() + ", it is "
                            + now,
                    "Roll over to a new issuing CA."));
            return Optional.empty();
        }
        Duration maximum = options.validity().maximum(now);
        Duration wanted = plan.validity().orElse(options.validity().standard(now));
        Duration length = wanted.compareTo(maximum) > 0 ? maximum : wanted;
        if (length.toSeconds() < 1) {
            faults.add(new Fault(
                    FailureReason.PCA_INVALID_DURATION,
                    "VALIDITY_TOO_SHORT",
                    "the validity must be one second or more, got " + length,
                    REMEDY));
            return Optional.empty();
        }
        ValidityWindow window = ValidityWindow.of(now, options.backdate(), length);
        Instant notBefore = window.notBefore().isBefore(issuer.notBefore()) ? issuer.notBefore() : window.notBefore();
        Instant notAfter = window.notAfter().isAfter(issuer.notAfter()) ? issuer.notAfter() : window.notAfter();
        if (!notAfter.isAfter(now)) {
            faults.add(new Fault(
                    FailureReason.PCA_INVALID_DURATION,
                    "VALIDITY_OVER_BEFORE_ISSUE",
                    "the validity begins " + options.backdate() + " back and would be over at " + notAfter,
                    REMEDY));
            return Optional.empty();
        }
        return Optional.of(new ValidityWindow(notBefore, notAfter));
    }

    private static Fault invalid(String code, String message) {
        return new Fault(FailureReason.PCA_INVALID_ARGS, code, message, REMEDY);
    }

    private static String digest(IssuancePlan plan, byte[] publicKey) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            StringBuilder text = new StringBuilder(200)
                    .append(plan.arn())
                    .append('\n')
                    .append(plan.generation())
                    .append('\n');
            plan.names().forEach(name -> text.append(name.value()).append('\n'));
            digest.update(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(publicKey));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
