package dev.acm.name;

import dev.acm.internal.Checks;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The suffixes under which the public registers names (Public Suffix List). A top-level domain without a rule is unknown:
 * the list's default rule is off, so an old list refuses new domains instead of guessing. Immutable; look-ups allocate
 * nothing but their result.
 *
 * <p>A host that wants a newer list than the shipped one reads the official file and passes it to {@link #parse} and
 * {@link NameRules#publicWeb(PublicSuffixes)}.
 *
 * <p>Source: publicsuffix.org/list (algorithm and format); rule DN-22; BR 3.2.2.6.
 */
public final class PublicSuffixes {
    private static final String VERSION = "// VERSION: ";

    private final SuffixTable table;
    private final LocalDate date;
    private final int size;

    /** Which sections of the list count. */
    public enum Section {
        /** Suffixes that registries delegate; what BR asks an authority to consult. */
        ICANN,
        /** Those, and suffixes that companies submitted for their customers' names. */
        ALL
    }

    private PublicSuffixes(Map<String, Integer> rules, LocalDate date) {
        this.size = rules.size();
        this.date = date;
        SpecialUseNames.addTo(rules);
        this.table = new SuffixTable(rules);
    }

    /**
     * The list that this version ships.
     *
     * @return the list; the same object at each call
     */
    public static PublicSuffixes shipped() {
        return Shipped.LIST;
    }

    /**
     * Reads a list in the format of {@code public_suffix_list.dat}, with labels in Unicode or as A-labels.
     *
     * @param list the text of the file, with the markers of its sections
     * @param date the day the list was published
     * @return the list
     * @throws IllegalArgumentException if a rule cannot be read, or there is no ICANN section
     */
    public static PublicSuffixes parse(String list, LocalDate date) {
        Objects.requireNonNull(date, "date");
        Map<String, Integer> rules = new LinkedHashMap<>();
        int shift = -1;
        boolean icann = false;
        for (String line : (Iterable<String>) list.lines()::iterator) {
            String rule = line.strip();
            if (rule.startsWith("//")) {
                if (rule.contains("===BEGIN ICANN DOMAINS===")) {
                    shift = 0;
                    icann = true;
                } else if (rule.contains("===BEGIN PRIVATE DOMAINS===")) {
                    shift = SuffixTable.PRIVATE_SHIFT;
                } else if (rule.contains("===END ")) {
                    shift = -1;
                }
            } else if (!rule.isEmpty() && shift >= 0) {
                addRule(rules, rule.split("\\s", 2)[0], shift);
            }
        }
        Checks.require(icann, "list must have the marker of the ICANN section");
        return new PublicSuffixes(rules, date);
    }

    private static void addRule(Map<String, Integer> rules, String rule, int shift) {
        int flag = SuffixTable.ICANN_RULE;
        String suffix = rule;
        if (rule.startsWith("*.")) {
            flag = SuffixTable.ICANN_WILDCARD;
            suffix = rule.substring(2);
        } else if (rule.startsWith("!")) {
            flag = SuffixTable.ICANN_EXCEPTION;
            suffix = rule.substring(1);
        }
        DomainName name = Idna.toAscii(suffix);
        Checks.require(!name.isWildcard(), "rule must have its asterisk at the start, got '" + rule + "'");
        rules.merge(name.value(), flag << shift, (a, b) -> a | b);
    }

    /**
     * The day the list was published.
     *
     * @return the date
     */
    public LocalDate date() {
        return date;
    }

    /**
     * How many suffixes the list names.
     *
     * @return the number of distinct names with rules
     */
    public int size() {
        return size;
    }

    /**
     * The public suffix of a name: what an exception rule leaves, or the longest rule that matches.
     *
     * @param name the name; of a wildcard, the base counts
     * @param section the sections that count
     * @return the suffix, which may be the name itself; empty if no rule matches
     */
    public Optional<DomainName> suffix(DomainName name, Section section) {
        int start = SuffixTable.suffixStart(walk(name, section));
        return start < 0
                ? Optional.empty()
                : Optional.of(new DomainName(name.value().substring(start), false));
    }

    /**
     * The registrable domain of a name: its public suffix and one label more.
     *
     * @param name the name; of a wildcard, the base counts
     * @param section the sections that count
     * @return the registrable domain; empty if the name is a suffix itself or no rule matches
     */
    public Optional<DomainName> registrable(DomainName name, Section section) {
        int start = SuffixTable.suffixStart(walk(name, section));
        if (start < name.from() + 2) {
            return Optional.empty();
        }
        int dot = name.value().lastIndexOf('.', start - 2);
        int from = Math.max(dot + 1, name.from());
        return Optional.of(new DomainName(name.value().substring(from), false));
    }

    /**
     * Whether a name is a public suffix.
     *
     * @param name the name; of a wildcard, the base counts
     * @param section the sections that count
     * @return true if its own public suffix is the whole name
     */
    public boolean isSuffix(DomainName name, Section section) {
        return SuffixTable.suffixStart(walk(name, section)) == name.from();
    }

    /**
     * Whether the ICANN section has a rule for the top-level domain of a name.
     *
     * @param name the name
     * @return false for internal names
     */
    public boolean knowsTopLevel(DomainName name) {
        return SuffixTable.isKnownTopLevel(walk(name, Section.ICANN));
    }

    /** Walks the table; see {@link SuffixTable#walk}. */
    int walk(DomainName name, Section section) {
        return table.walk(name.value(), name.from(), section == Section.ICANN ? SuffixTable.ICANN : SuffixTable.ALL);
    }

    private static final class Shipped {
        static final PublicSuffixes LIST = load();

        private static PublicSuffixes load() {
            try (InputStream in = PublicSuffixes.class.getResourceAsStream("public-suffixes.txt")) {
                if (in == null) {
                    throw new IllegalStateException("the resource public-suffixes.txt is missing");
                }
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                int date = text.indexOf(VERSION) + VERSION.length();
                return parse(text, LocalDate.parse(text.substring(date, text.indexOf('\n', date))));
            } catch (IOException e) {
                throw new UncheckedIOException("the resource public-suffixes.txt cannot be read", e);
            }
        }
    }
}
