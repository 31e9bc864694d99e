package dev.acm.name;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which names may be asked for: what {@link DomainName#parse} asks of every name, and a policy on top. Immutable.
 *
 * <p>Two presets:
 *
 * <ul>
 *   <li>{@link #publicWeb()}: the Baseline Requirements. At least two labels, a top-level domain and a registration of the
 *       suffix list's ICANN section, no special-use names, no reverse zones, no wildcard over a suffix, no reserved address.
 *   <li>{@link #privateNames}: the host's own suffixes, or any name if none is given; any address.
 * </ul>
 *
 * <p>Either can refuse further names, as ACM refuses Amazon's ({@link #refusingAcmNames()}), and either can admit P-Labels
 * that IDNA2008 does not ({@link #admittingPLabels()}).
 */
public final class NameRules {
    private static final List<DomainName> ACM_REFUSED = List.of(
            DomainName.parse("amazonaws.com"),
            DomainName.parse("cloudfront.net"),
            DomainName.parse("elasticbeanstalk.com"));

    private static final Set<NameFault> INSIDE_A_LABEL = EnumSet.of(
            NameFault.UNDERSCORE,
            NameFault.LABEL_TOO_LONG,
            NameFault.LEADING_HYPHEN,
            NameFault.TRAILING_HYPHEN,
            NameFault.TRAILING_DOT,
            NameFault.RESERVED_LDH,
            NameFault.MALFORMED_PUNYCODE,
            NameFault.IDNA_ASCII_ONLY,
            NameFault.IDNA_NOT_ROUNDTRIP,
            NameFault.IDNA_NOT_NFC,
            NameFault.IDNA_DISALLOWED,
            NameFault.IDNA_LEADING_COMBINER,
            NameFault.IDNA_HYPHEN34,
            NameFault.IDNA_CONTEXTJ,
            NameFault.IDNA_CONTEXTO,
            NameFault.IDNA_BIDI);

    private final Optional<PublicSuffixes> suffixes;
    private final List<DomainName> permitted;
    private final List<DomainName> refused;
    private final boolean strictLabels;

    private NameRules(
            Optional<PublicSuffixes> suffixes,
            List<DomainName> permitted,
            List<DomainName> refused,
            boolean strictLabels) {
        this.suffixes = suffixes;
        this.permitted = List.copyOf(permitted);
        this.refused = List.copyOf(refused);
        this.strictLabels = strictLabels;
    }

    /**
     * The rules for publicly trusted certificates, with the shipped suffix list.
     *
     * @return the preset
     */
    public static NameRules publicWeb() {
        return publicWeb(PublicSuffixes.shipped());
    }

    /**
     * The rules for publicly trusted certificates, with the host's suffix list.
     *
     * @param suffixes the list to consult
     * @return the preset
     */
    public static NameRules publicWeb(PublicSuffixes suffixes) {
        return new NameRules(Optional.of(suffixes), List.of(), List.of(), true);
    }

    /**
     * The rules for a private authority.
     *
     * @param suffixes the domains at or below which names are permitted; none means any name
     * @return the preset
     */
    public static NameRules privateNames(DomainName... suffixes) {
        return new NameRules(Optional.empty(), List.of(suffixes), List.of(), true);
    }

    /**
     * These rules, refusing more.
     *
     * @param suffixes domains at or below which names are refused, besides those refused already
     * @return new rules
     */
    public NameRules refusing(DomainName... suffixes) {
        List<DomainName> all = new ArrayList<>(refused);
        all.addAll(List.of(suffixes));
        return new NameRules(this.suffixes, permitted, all, strictLabels);
    }

    /**
     * These rules, refusing also what ACM refuses: names in amazonaws.com, cloudfront.net and elasticbeanstalk.com.
     *
     * @return new rules
     */
    public NameRules refusingAcmNames() {
        return refusing(ACM_REFUSED.toArray(DomainName[]::new));
    }

    /**
     * These rules, admitting A-labels that BR lets pass and IDNA2008 does not, such as emoji. Off by default.
     *
     * @return new rules
     */
    public NameRules admittingPLabels() {
        return new NameRules(suffixes, permitted, refused, false);
    }

    /**
     * Reads a name and judges it.
     *
     * @param text the name as a requester wrote it
     * @return the canonical name, which these rules permit
     * @throws InvalidNameException if any rule is broken; it carries all that are
     */
    public DomainName parse(String text) {
        Objects.requireNonNull(text, "text");
        DomainName name;
        try {
            name = NameSyntax.parse(text, strictLabels);
        } catch (InvalidNameException e) {
            throw new InvalidNameException(withPolicy(text, e.violations()));
        }
        List<NameViolation> violations = check(name);
        if (!violations.isEmpty()) {
            throw new InvalidNameException(violations);
        }
        return name;
    }

    /**
     * Judges a text without throwing.
     *
     * @param text the name as a requester wrote it
     * @return every broken rule; empty if {@link #parse} would accept. Where a fault of form leaves no doubt which domain is
     *     meant, the policy's faults are among them
     */
    public List<NameViolation> check(String text) {
        try {
            parse(text);
            return List.of();
        } catch (InvalidNameException e) {
            return e.violations();
        }
    }

    /** Adds what the policy says of a name whose faults lie inside its labels, so that a requester sees all at once. */
    private List<NameViolation> withPolicy(String text, List<NameViolation> form) {
        if (!form.stream().map(NameViolation::fault).allMatch(INSIDE_A_LABEL::contains)) {
            return form;
        }
        String dotless = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        DomainName meant = new DomainName(NameSyntax.lower(dotless), dotless.startsWith("*."));
        List<NameViolation> all = new ArrayList<>(form);
        for (NameViolation violation : check(meant)) {
            all.add(new NameViolation(violation.fault(), text, violation.position(), violation.remedy()));
        }
        all.sort(Comparator.comparingInt(NameViolation::position));
        return all;
    }

    /**
     * Judges a name. That its labels are right it has shown already, be it by {@link DomainName#parsePLabels}.
     *
     * @param name the name
     * @return every broken rule; empty if the name is permitted
     */
    public List<NameViolation> check(DomainName name) {
        Findings findings = null;
        if (suffixes.isPresent()) {
            int walked = suffixes.get().walk(name, PublicSuffixes.Section.ICANN);
            if (!PublicNames.isPlain(name, walked)) {
                findings = new Findings(name.value());
                PublicNames.check(name, walked, findings);
            }
        }
        if (!permitted.isEmpty() && permitted.stream().noneMatch(name::isWithin)) {
            findings = findings == null ? new Findings(name.value()) : findings;
            findings.add(NameFault.OUTSIDE_PRIVATE_SUFFIXES, name.from(), "a name in " + join(permitted));
        }
        for (DomainName suffix : refused) {
            if (name.isWithin(suffix)) {
                findings = findings == null ? new Findings(name.value()) : findings;
                findings.add(NameFault.REFUSED_NAME, name.from(), "a name outside " + suffix);
            }
        }
        return findings == null ? List.of() : findings.sorted();
    }

    /**
     * Reads an address and judges it.
     *
     * @param text the address as a requester wrote it
     * @return the address, which these rules permit
     * @throws InvalidNameException if it is no address, or not permitted
     */
    public IpName parseAddress(String text) {
        IpName address = IpName.parse(text);
        List<NameViolation> violations = check(address);
        if (!violations.isEmpty()) {
            throw new InvalidNameException(violations);
        }
        return address;
    }

    /**
     * Judges an address.
     *
     * @param address the address
     * @return every broken rule; empty if the address is permitted
     */
    public List<NameViolation> check(IpName address) {
        Findings findings = new Findings(address.value());
        if (suffixes.isPresent()) {
            address.reservedBlock()
                    .ifPresent(block -> findings.add(
                            NameFault.RESERVED,
                            0,
                            "an address outside IANA's special-purpose blocks; this is in: " + block));
            if (address.isMulticast()) {
                findings.add(NameFault.MULTICAST, 0, "an address of one host");
            }
        }
        return findings.sorted();
    }

    private static String join(List<DomainName> names) {
        return String.join(", ", names.stream().map(DomainName::value).toList());
    }
}
