package dev.acm.validation.caa;

import dev.acm.spi.CaaQuestion;
import dev.acm.validation.caa.CaaFacts.Property;
import dev.acm.validation.internal.IssueValue;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What a record set says, RFC 8659 section 4 and RFC 8657; pure. */
final class CaaJudge {
    private static final Pattern METHODS = Pattern.compile("[A-Za-z0-9-]++(?:,[A-Za-z0-9-]++)*+");

    private CaaJudge() {}

    /** Why a set refuses, from the nearest miss to the farthest. */
    enum Miss {
        /** An authority of ours is named, for other methods only. */
        METHOD,
        /** An authority of ours is named, for other accounts only. */
        ACCOUNT,
        /** A value that does not follow the grammar mentions an authority of ours. */
        MALFORMED,
        /** Others are named, or nobody. */
        ISSUER
    }

    /** The first tag that is critical and unknown (RFC 8659 section 4.1). */
    static Optional<String> unknownCritical(List<Property> set, Set<String> knownTags) {
        return set.stream()
                .filter(Property::critical)
                .map(Property::tag)
                .filter(Predicate.not(knownTags::contains))
                .findFirst();
    }

    /** Which properties restrict: issuewild for wildcards where there is one, else issue (RFC 8659 section 4.3). */
    static List<Property> restricting(List<Property> set, boolean wildcard) {
        List<Property> issueWild =
                set.stream().filter(p -> p.tag().equals("issuewild")).toList();
        return wildcard && !issueWild.isEmpty()
                ? issueWild
                : set.stream().filter(p -> p.tag().equals("issue")).toList();
    }

    /** Empty when one of them permits; otherwise the nearest miss. */
    static Optional<Miss> miss(List<Property> restricting, CaaQuestion question) {
        Miss nearest = Miss.ISSUER;
        for (Property property : restricting) {
            Optional<Miss> miss = miss(property.value(), question);
            if (miss.isEmpty()) {
                return Optional.empty();
            }
            nearest = miss.get().compareTo(nearest) < 0 ? miss.get() : nearest;
        }
        return Optional.of(nearest);
    }

    private static Optional<Miss> miss(String text, CaaQuestion question) {
        Optional<IssueValue> parsed = IssueValue.parse(text);
        if (parsed.isEmpty()) {
            String lower = text.toLowerCase(Locale.ROOT);
            return Optional.of(
                    question.identities().stream().anyMatch(i -> lower.contains(i.toLowerCase(Locale.ROOT)))
                            ? Miss.MALFORMED
                            : Miss.ISSUER);
        }
        IssueValue value = parsed.get();
        boolean ours = question.identities().stream().anyMatch(value.issuerDomain()::equalsIgnoreCase);
        if (value.issuerDomain().isEmpty() || !ours) {
            return Optional.of(Miss.ISSUER);
        }
        if (!accountFits(value.values("accounturi"), question.accountUris())) {
            return Optional.of(Miss.ACCOUNT);
        }
        return methodFits(value.values("validationmethods"), question.methodLabel())
                ? Optional.empty()
                : Optional.of(Miss.METHOD);
    }

    /** RFC 8657 section 3: simple string comparison; more than one is unsatisfiable. */
    private static boolean accountFits(List<String> wanted, Set<URI> ours) {
        return wanted.isEmpty()
                || (wanted.size() == 1 && ours.stream().map(URI::toString).anyMatch(wanted.get(0)::equals));
    }

    /** RFC 8657 section 4: the method used must be listed; a malformed or repeated list is unsatisfiable. */
    private static boolean methodFits(List<String> wanted, String used) {
        return wanted.isEmpty()
                || (wanted.size() == 1
                        && METHODS.matcher(wanted.get(0)).matches()
                        && List.of(wanted.get(0).split(",", -1)).contains(used));
    }
}
