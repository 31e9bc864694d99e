package dev.acm.name;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The names of one certificate, in the order they were asked for and without duplicates. Immutable.
 *
 * <p>Source: ACM's RequestCertificate; RFC 5280 appendix A.1 (ub-common-name 64); BR 7.1.4.3.
 */
public final class NameSet implements Iterable<DomainName> {
    /** How many octets a common name has room for. */
    public static final int MAX_COMMON_NAME = 64;

    private final List<DomainName> names;
    private final boolean commonName;

    private NameSet(List<DomainName> names, boolean commonName) {
        this.names = names;
        this.commonName = commonName;
    }

    /**
     * Makes a set of good names.
     *
     * @param names the names, the subject's first; duplicates are dropped, the first one stays
     * @param limits how many, and whether the first becomes the common name
     * @return the set
     * @throws InvalidNameException if there is no name, too many, or the first does not fit as common name
     */
    public static NameSet of(Collection<DomainName> names, NameLimits limits) {
        List<NameViolation> violations = new ArrayList<>();
        NameSet set = judge(names, limits, violations);
        if (!violations.isEmpty()) {
            throw new InvalidNameException(violations);
        }
        return set;
    }

    /**
     * Reads names as a requester wrote them and makes a set of them.
     *
     * @param texts the names, the subject's first
     * @param rules what each name must meet
     * @param limits how many, and whether the first becomes the common name
     * @return the set
     * @throws InvalidNameException with every broken rule of every name, and of the set
     */
    public static NameSet parse(Collection<String> texts, NameRules rules, NameLimits limits) {
        List<NameViolation> violations = new ArrayList<>();
        List<DomainName> names = new ArrayList<>();
        boolean firstIsGood = true;
        for (String text : texts) {
            try {
                names.add(rules.parse(text));
            } catch (InvalidNameException e) {
                firstIsGood &= !names.isEmpty();
                violations.addAll(e.violations());
            }
        }
        boolean noneIsGood = names.isEmpty() && !violations.isEmpty();
        if (noneIsGood) {
            throw new InvalidNameException(violations);
        }
        NameSet set = judge(names, firstIsGood ? limits : limits.withoutCommonName(), violations);
        if (!violations.isEmpty()) {
            throw new InvalidNameException(violations);
        }
        return set;
    }

    private static NameSet judge(Collection<DomainName> names, NameLimits limits, List<NameViolation> violations) {
        Set<DomainName> distinct = new LinkedHashSet<>(names);
        if (distinct.isEmpty()) {
            violations.add(new NameViolation(NameFault.NO_NAMES, "", 0, "at least one name"));
            return new NameSet(List.of(), false);
        }
        List<DomainName> ordered = List.copyOf(distinct);
        if (ordered.size() > limits.maxNames()) {
            violations.add(new NameViolation(
                    NameFault.TOO_MANY_NAMES,
                    ordered.get(limits.maxNames()).value(),
                    0,
                    "at most " + limits.maxNames() + " names, these are " + ordered.size()));
        }
        String first = ordered.get(0).value();
        if (limits.commonName() && first.length() > MAX_COMMON_NAME) {
            violations.add(new NameViolation(
                    NameFault.COMMON_NAME_TOO_LONG,
                    first,
                    MAX_COMMON_NAME,
                    "a first name of at most 64 octets, this has " + first.length() + "; or no common name"));
        }
        return new NameSet(ordered, limits.commonName());
    }

    /**
     * The names in order.
     *
     * @return at least one name
     */
    public List<DomainName> names() {
        return names;
    }

    /**
     * The name that becomes the subject's common name.
     *
     * @return the first name, or empty if the certificate is to have no common name
     */
    public Optional<DomainName> commonName() {
        return commonName ? Optional.of(names.get(0)) : Optional.empty();
    }

    /**
     * The distinct domains whose control must be proven: a wildcard and its base are one.
     *
     * @return the bases in order
     */
    public List<DomainName> bases() {
        return names.stream().map(DomainName::base).distinct().toList();
    }

    /**
     * Whether one of the names serves {@code host}.
     *
     * @param host a host name without wildcard
     * @return true if a name covers it
     */
    public boolean covers(DomainName host) {
        return names.stream().anyMatch(name -> name.covers(host));
    }

    @Override
    public Iterator<DomainName> iterator() {
        return names.iterator();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NameSet that && commonName == that.commonName && names.equals(that.names);
    }

    @Override
    public int hashCode() {
        return names.hashCode();
    }

    @Override
    public String toString() {
        return names.toString();
    }
}
