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
import dev.acm.spi.Submission.Rejected;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Turns a plan into what is certified, or says all that is wrong with it. Reads no record and no clock. */
final class PlanCheck {
    private static final int MAX_COMMON_NAME = 64;
    private static final String REMEDY = "Correct it and request again.";

    private final AuthorityOptions options;
    private final Set<KeyAlgorithm> keyAlgorithms;
    private final Predicate<byte[]> ownKey;

    PlanCheck(AuthorityOptions options, AuthorityDescription description, Predicate<byte[]> ownKey) {
        this.options = options;
        this.ownKey = ownKey;
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

    Verdict check(Asked asked, Issuer issuer) {
        List<Fault> faults = new ArrayList<>();
        CheckedKey key = checkKey(asked, faults);
        String digest = asked.digest(key.octets);
        Optional<CertificateProfile> profile = asked.profile().isEmpty()
                ? Optional.of(options.defaultProfile())
                : asked.profile().map(options.profiles()::get);
        if (profile.isEmpty()) {
            faults.add(invalid(
                    "PROFILE_UNKNOWN",
                    "there is no such profile; known are "
                            + new TreeSet<>(options.profiles().keySet())));
        }
        profile.filter(known -> !issuer.permits(known))
                .ifPresent(known -> faults.add(invalid(
                        "PROFILE_OUTSIDE_ISSUER",
                        "the extended key usage of the issuing CA does not permit profile " + known.name())));
        Optional<ValidityWindow> window = window(asked, issuer, faults);
        if (!faults.isEmpty()) {
            return new Verdict.Refused(digest, Rejections.of(faults));
        }
        List<DomainName> names = List.copyOf(new LinkedHashSet<>(asked.names()));
        Optional<String> commonName = Optional.of(names.get(0).value())
                .filter(name -> asked.commonName() && name.length() <= MAX_COMMON_NAME);
        return new Verdict.Planned(
                digest,
                new PlannedLeaf(
                        names,
                        key.octets,
                        key.algorithm.orElseThrow(),
                        commonName,
                        profile.orElseThrow(),
                        window.orElseThrow(),
                        asked.requestedAt()));
    }

    /** A key that was looked at; sound if nothing is wrong with it, be it the planned one or not. */
    private static final class CheckedKey {
        final byte[] octets;
        final Optional<KeyAlgorithm> algorithm;
        final boolean sound;

        CheckedKey(byte[] octets, Optional<KeyAlgorithm> algorithm, boolean sound) {
            this.octets = octets;
            this.algorithm = algorithm;
            this.sound = sound;
        }
    }

    /** The key to certify; if the request cannot be read, the request itself, to tell it from others. */
    private CheckedKey checkKey(Asked asked, List<Fault> faults) {
        if (asked.vouchedKey().isPresent()) {
            return checkKey(asked, asked.vouchedKey().get(), faults);
        }
        byte[] der = asked.request().orElseThrow();
        Optional<SigningRequest> request = SigningRequest.read(der);
        if (request.isEmpty()) {
            faults.add(invalid("REQUEST_NOT_DER", "the signing request is no PKCS#10 in DER"));
            return new CheckedKey(der, Optional.empty(), false);
        }
        CheckedKey key = checkKey(asked, request.get().publicKey(), faults);
        // an off-curve or huge key is not worth a verification, and some providers answer it with an exception
        if (key.sound) {
            for (RequestFinding finding : request.get().checkProof(options.provider())) {
                faults.add(invalid("REQUEST_" + finding.fault().name(), finding.message()));
            }
        }
        return key;
    }

    private CheckedKey checkKey(Asked asked, byte[] publicKey, List<Fault> faults) {
        List<KeyFinding> weaknesses = options.keyCheck().check(publicKey);
        for (KeyFinding finding : weaknesses) {
            faults.add(invalid("KEY_" + finding.fault().name(), finding.message()));
        }
        Optional<KeyAlgorithm> algorithm = PublicKeyCheck.algorithmOf(publicKey);
        Optional<KeyAlgorithm> planned = asked.algorithm();
        if (algorithm.isPresent() && planned.isPresent() && !algorithm.equals(planned)) {
            faults.add(
                    invalid("KEY_NOT_AS_PLANNED", "the key is " + algorithm.get() + ", planned is " + planned.get()));
        }
        Optional<KeyAlgorithm> judged = planned.or(() -> algorithm);
        if (judged.map(known -> !keyAlgorithms.contains(known)).orElse(weaknesses.isEmpty())) {
            faults.add(invalid(
                    "KEY_ALGORITHM_NOT_SERVED",
                    judged.map(KeyAlgorithm::name).orElse("the key's kind") + " is none of " + keyAlgorithms));
        }
        if (ownKey.test(publicKey)) {
            faults.add(invalid("KEY_OF_THE_AUTHORITY", "the key is that of one of the authority's own CAs"));
        }
        return new CheckedKey(publicKey, algorithm, weaknesses.isEmpty());
    }

    private Optional<ValidityWindow> window(Asked plan, Issuer issuer, List<Fault> faults) {
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
}
