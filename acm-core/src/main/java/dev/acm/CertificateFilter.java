package dev.acm;

import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateStatus;
import dev.acm.certificate.CertificateType;
import dev.acm.certificate.ExtendedKeyUsage;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.certificate.KeyUsage;
import dev.acm.dcv.ValidationMethod;
import dev.acm.internal.Checks;
import dev.acm.renewal.RenewalEligibility;
import dev.acm.renewal.RenewalStatus;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which certificates are looked for: the conditions of ACM's list and search, and {@link #and}, {@link #or}, {@link #not} in
 * any depth. Where several values are given, one of them suffices; none is an {@link IllegalArgumentException}. Immutable.
 */
public final class CertificateFilter {
    private static final Pattern SERIAL = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){1,19}");

    private final String text;
    private final Predicate<CertificateSummary> condition;

    private CertificateFilter(String text, Predicate<CertificateSummary> condition) {
        this.text = text;
        this.condition = condition;
    }

    /** No condition. */
    static CertificateFilter all() {
        return new CertificateFilter("all", summary -> true);
    }

    boolean matches(CertificateSummary summary) {
        return condition.test(summary);
    }

    /**
     * With one of these statuses.
     *
     * @param wanted the statuses
     * @return the filter
     */
    public static CertificateFilter status(CertificateStatus... wanted) {
        return oneOf("status", CertificateSummary::status, List.of(wanted));
    }

    /**
     * Of one of these types.
     *
     * @param wanted the types
     * @return the filter
     */
    public static CertificateFilter type(CertificateType... wanted) {
        return oneOf("type", CertificateSummary::type, List.of(wanted));
    }

    /**
     * With a key of one of these algorithms.
     *
     * @param wanted the algorithms; {@link KeyAlgorithm#parse} takes both spellings
     * @return the filter
     */
    public static CertificateFilter keyAlgorithm(KeyAlgorithm... wanted) {
        return oneOf("keyAlgorithm", CertificateSummary::keyAlgorithm, List.of(wanted));
    }

    /**
     * Whose control is proven by one of these methods.
     *
     * @param wanted the methods
     * @return the filter
     */
    public static CertificateFilter validationMethod(ValidationMethod... wanted) {
        return oneOf("validationMethod", CertificateSummary::validationMethod, List.of(wanted));
    }

    /**
     * Whose renewal stands so.
     *
     * @param wanted the statuses
     * @return the filter; one whose renewal never started does not match
     */
    public static CertificateFilter renewalStatus(RenewalStatus... wanted) {
        Set<RenewalStatus> values = values("renewalStatus", List.of(wanted));
        return new CertificateFilter(
                "renewalStatus=" + values,
                summary -> summary.renewalStatus().filter(values::contains).isPresent());
    }

    /**
     * That would, or would not, be renewed as things stand.
     *
     * @param wanted the eligibility
     * @return the filter
     */
    public static CertificateFilter renewalEligibility(RenewalEligibility wanted) {
        return oneOf("renewalEligibility", CertificateSummary::renewalEligibility, List.of(wanted));
    }

    /**
     * Issued with this key usage, among others.
     *
     * @param wanted the usages, one of which suffices
     * @return the filter; what is not issued does not match
     */
    public static CertificateFilter keyUsage(KeyUsage... wanted) {
        return anyOf("keyUsage", CertificateSummary::keyUsages, List.of(wanted));
    }

    /**
     * Issued with this extended key usage, among others.
     *
     * @param wanted the usages, one of which suffices
     * @return the filter; what is not issued does not match
     */
    public static CertificateFilter extendedKeyUsage(ExtendedKeyUsage... wanted) {
        return anyOf("extendedKeyUsage", CertificateSummary::extendedKeyUsages, List.of(wanted));
    }

    /**
     * Used, or not used, by a target.
     *
     * @param wanted whether
     * @return the filter
     */
    public static CertificateFilter inUse(boolean wanted) {
        return oneOf("inUse", CertificateSummary::inUse, List.of(wanted));
    }

    /**
     * Whose key was, or was not, taken out since it was issued.
     *
     * @param wanted whether
     * @return the filter
     */
    public static CertificateFilter exported(boolean wanted) {
        return oneOf("exported", CertificateSummary::exported, List.of(wanted));
    }

    /**
     * Whose key may, or may not, be taken out.
     *
     * @param wanted whether
     * @return the filter
     */
    public static CertificateFilter exportable(boolean wanted) {
        return oneOf("exportable", CertificateSummary::exportable, List.of(wanted));
    }

    /**
     * With exactly this name among its names, {@code *.} included.
     *
     * @param name 1 to 256 characters, in any case
     * @return the filter
     */
    public static CertificateFilter domain(String name) {
        String wanted = term("name", name);
        return new CertificateFilter(
                "domain=" + wanted,
                summary ->
                        summary.names().stream().anyMatch(known -> known.value().equals(wanted)));
    }

    /**
     * With a name that contains this.
     *
     * @param part 1 to 256 characters, in any case
     * @return the filter
     */
    public static CertificateFilter domainContains(String part) {
        String wanted = term("part", part);
        return new CertificateFilter(
                "domain~" + wanted,
                summary ->
                        summary.names().stream().anyMatch(known -> known.value().contains(wanted)));
    }

    /**
     * Whose first name is this.
     *
     * @param name 1 to 256 characters, in any case
     * @return the filter
     */
    public static CertificateFilter firstDomain(String name) {
        String wanted = term("name", name);
        return new CertificateFilter(
                "firstDomain=" + wanted,
                summary -> summary.names().get(0).value().equals(wanted));
    }

    /**
     * Whose current generation has this serial number.
     *
     * @param serial 2 to 20 octets as lower-case hexadecimal digits with colons, as descriptions show it
     * @return the filter
     * @throws IllegalArgumentException if it has another form
     */
    public static CertificateFilter serial(String serial) {
        return oneOf(
                "serial", CertificateSummary::serial, List.of(Optional.of(Checks.matches("serial", serial, SERIAL))));
    }

    /**
     * With this handle.
     *
     * @param arn the handle
     * @return the filter
     */
    public static CertificateFilter arn(CertificateArn arn) {
        return oneOf("arn", CertificateSummary::arn, List.of(arn));
    }

    /**
     * Whose last valid second lies between two times.
     *
     * @param from the first
     * @param to the last, included
     * @return the filter; what is not issued does not match
     * @throws IllegalArgumentException if {@code to} is before {@code from}
     */
    public static CertificateFilter notAfter(Instant from, Instant to) {
        return between("notAfter", CertificateSummary::notAfter, from, to);
    }

    /**
     * Whose first valid second lies between two times.
     *
     * @param from the first
     * @param to the last, included
     * @return the filter; what is not issued does not match
     * @throws IllegalArgumentException if {@code to} is before {@code from}
     */
    public static CertificateFilter notBefore(Instant from, Instant to) {
        return between("notBefore", CertificateSummary::notBefore, from, to);
    }

    /**
     * Requested or first imported between two times.
     *
     * @param from the first
     * @param to the last, included
     * @return the filter
     * @throws IllegalArgumentException if {@code to} is before {@code from}
     */
    public static CertificateFilter createdAt(Instant from, Instant to) {
        return between("createdAt", summary -> Optional.of(summary.createdAt()), from, to);
    }

    /**
     * With a tag of this key, whatever its value.
     *
     * @param key the key; upper and lower case differ
     * @return the filter
     */
    public static CertificateFilter tag(String key) {
        Objects.requireNonNull(key, "key");
        return new CertificateFilter(
                "tag=" + quoted(key),
                summary -> summary.tags().stream().anyMatch(tag -> tag.key().equals(key)));
    }

    /**
     * With this tag.
     *
     * @param key the key; upper and lower case differ
     * @param value the value
     * @return the filter
     */
    public static CertificateFilter tag(String key, String value) {
        Objects.requireNonNull(key, "key");
        Optional<String> wanted = Optional.of(value);
        return new CertificateFilter(
                "tag=" + quoted(key) + "=" + quoted(value),
                summary -> summary.tags().stream()
                        .anyMatch(tag -> tag.key().equals(key) && tag.value().equals(wanted)));
    }

    /**
     * Both this and the other.
     *
     * @param other the other
     * @return the filter
     */
    public CertificateFilter and(CertificateFilter other) {
        return new CertificateFilter("(" + text + " and " + other.text + ")", condition.and(other.condition));
    }

    /**
     * This or the other or both.
     *
     * @param other the other
     * @return the filter
     */
    public CertificateFilter or(CertificateFilter other) {
        return new CertificateFilter("(" + text + " or " + other.text + ")", condition.or(other.condition));
    }

    /**
     * What a filter does not match.
     *
     * @param filter the filter
     * @return the filter
     */
    public static CertificateFilter not(CertificateFilter filter) {
        return new CertificateFilter("not " + filter.text, filter.condition.negate());
    }

    private static <T> CertificateFilter oneOf(String what, Function<CertificateSummary, T> part, List<T> wanted) {
        Set<T> values = values(what, wanted);
        return new CertificateFilter(what + "=" + values, summary -> values.contains(part.apply(summary)));
    }

    private static <T> CertificateFilter anyOf(String what, Function<CertificateSummary, Set<T>> part, List<T> wanted) {
        Set<T> values = values(what, wanted);
        return new CertificateFilter(
                what + "=" + values, summary -> part.apply(summary).stream().anyMatch(values::contains));
    }

    private static <T> Set<T> values(String what, List<T> wanted) {
        Checks.require(!wanted.isEmpty(), what + " must name at least one value");
        return Collections.unmodifiableSet(new LinkedHashSet<>(wanted));
    }

    private static String term(String what, String given) {
        return Checks.length(what, given, 1, 256).toLowerCase(Locale.ROOT);
    }

    private static String quoted(String text) {
        return text.length() + ":" + text;
    }

    private static CertificateFilter between(
            String what, Function<CertificateSummary, Optional<Instant>> part, Instant from, Instant to) {
        Checks.require(!to.isBefore(from), what + " must not end before it begins, got " + from + " to " + to);
        return new CertificateFilter(
                what + "=" + from + "/" + to,
                summary -> part.apply(summary)
                        .filter(at -> !at.isBefore(from) && !at.isAfter(to))
                        .isPresent());
    }

    /** The conditions, as text. */
    @Override
    public String toString() {
        return text;
    }
}
