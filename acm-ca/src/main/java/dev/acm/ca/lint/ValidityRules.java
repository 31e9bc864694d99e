package dev.acm.ca.lint;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import dev.acm.ca.internal.Oids;
import dev.acm.ca.profile.ValidityWindow;
import java.time.Duration;
import java.time.Instant;

/** Encoding, order, length and place of the validity. */
final class ValidityRules {
    private static final Instant YEAR_2050 = Instant.parse("2050-01-01T00:00:00Z");
    /** When BR 2.0.0, which limits how far notBefore is from the signature, took effect. */
    private static final Instant BEGINNING_LIMITED_FROM = Instant.parse("2023-09-15T00:00:00Z");

    private static final Duration DAY = Duration.ofDays(1);

    private ValidityRules() {}

    static void check(CertificateView view, LintProfile profile, LintContext context, Findings findings) {
        checkEncoding(view.notBeforeElement(), "validity.notBefore", findings);
        checkEncoding(view.notAfterElement(), "validity.notAfter", findings);
        if (view.notBefore().isEmpty() || view.notAfter().isEmpty()) {
            return;
        }
        ValidityWindow window =
                new ValidityWindow(view.notBefore().get(), view.notAfter().get());
        findings.addIf(
                window.notAfter().isBefore(window.notBefore()),
                Rule.VALIDITY_NEGATIVE,
                "validity",
                "the validity ends before it begins");
        findings.addIf(
                context.maximumValidity().isPresent()
                        && window.length().compareTo(context.maximumValidity().get()) > 0,
                Rule.VALIDITY_BEYOND_PLAN,
                "validity",
                () -> "the validity is " + window.length() + ", the authority gives "
                        + context.maximumValidity().orElse(Duration.ZERO));
        findings.addIf(
                context.issuer().isPresent()
                        && window.notAfter().isAfter(context.issuer().get().notAfter()),
                Rule.VALIDITY_BEYOND_ISSUER,
                "validity.notAfter",
                "the certificate outlives its issuer");
        context.signedAt().ifPresent(signedAt -> checkBeginning(window, profile, signedAt, findings));
        if (profile != LintProfile.PKIX && !window.notBefore().isBefore(BEGINNING_LIMITED_FROM)) {
            view.extension(Oids.SCT_LIST)
                    .ifPresent(extension -> findings.guard(
                            Rule.SCT_LIST_SYNTAX,
                            extension.location(),
                            () -> checkTimestamps(window, extension, findings)));
        }
        findings.addIf(
                context.plannedValidity().isPresent()
                        && !context.plannedValidity().get().equals(window),
                Rule.VALIDITY_NOT_AS_PLANNED,
                "validity",
                "the validity is not the planned one");
        switch (profile) {
            case TLS_SERVER, TLS_SERVER_PRECERTIFICATE, TLS_CLIENT -> checkLimits(window, context, findings);
            case ROOT_CA ->
                findings.addIf(
                        window.length().toDays() < 2922 || window.length().compareTo(Duration.ofDays(9132)) > 0,
                        Rule.ROOT_VALIDITY,
                        "validity",
                        () -> "the validity is " + window.length().toDays() + " days");
            default -> {}
        }
    }

    private static void checkBeginning(
            ValidityWindow window, LintProfile profile, Instant signedAt, Findings findings) {
        findings.addIf(
                !window.beginsNear(signedAt),
                Rule.NOT_BEFORE_DISTANCE,
                "validity.notBefore",
                "the validity begins more than 48 hours from the signature");
        boolean authority = profile == LintProfile.ISSUING_CA || profile == LintProfile.ROOT_CA;
        findings.addIf(
                authority
                        && (window.notBefore().isAfter(signedAt)
                                || window.notBefore().isBefore(signedAt.minus(DAY))),
                Rule.CA_NOT_BEFORE,
                "validity.notBefore",
                "a CA's validity begins after the signature, or more than a day before it");
    }

    private static void checkTimestamps(ValidityWindow window, Extension extension, Findings findings) {
        byte[] list = extension.content().expect(Der.OCTET_STRING).content();
        findings.addIf(
                SctList.timesOf(list).stream()
                        .anyMatch(time -> time.isAfter(window.notBefore()) && !window.beginsNear(time)),
                Rule.NOT_BEFORE_BEFORE_TIMESTAMP,
                "validity.notBefore",
                "the validity begins more than 48 hours before a log's timestamp");
    }

    private static void checkLimits(ValidityWindow window, LintContext context, Findings findings) {
        // the stricter of both dates: a certificate signed before a border but valid from after it is no way round
        Duration atBeginning = context.limits().maximum(window.notBefore());
        Duration maximum = context.signedAt()
                .map(context.limits()::maximum)
                .filter(atSigning -> atSigning.compareTo(atBeginning) < 0)
                .orElse(atBeginning);
        boolean tooLong = window.length().compareTo(maximum) > 0;
        findings.addIf(
                tooLong,
                Rule.VALIDITY_TOO_LONG,
                "validity",
                () -> "the validity is " + window.length() + ", the limit " + maximum);
        findings.addIf(
                !tooLong && window.length().compareTo(maximum.minus(DAY)) > 0,
                Rule.VALIDITY_LONGER_THAN_RECOMMENDED,
                "validity",
                () -> "the validity is " + window.length() + ", the limit " + maximum);
    }

    static void checkEncoding(DerElement time, String location, Findings findings) {
        findings.guard(Rule.TIME_ENCODING, location, () -> {
            boolean late = !time.time().isBefore(YEAR_2050);
            findings.addIf(
                    late == time.is(Der.UTC_TIME),
                    Rule.TIME_ENCODING,
                    location,
                    "UTCTime is for years through 2049, GeneralizedTime for those from 2050");
        });
    }
}
