package dev.acm.validation;

import dev.acm.name.DomainName;
import dev.acm.name.PublicSuffixes;
import dev.acm.spi.DnsAnswer;
import dev.acm.spi.DnsRecord;
import dev.acm.validation.internal.IssueValue;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The rules of a TXT record that proves control of a name for as long as it stands (BR 3.2.2.4.22), and of its sister for addresses
 * (BR 3.2.2.5.8). Pure: whoever asks DNS, this reads the answer. Such a proof may be reused for 10 days at most.
 */
public final class PersistentRecord {
    private static final List<String> KNOWN = List.of("accounturi", "persistUntil", "policy");
    private static final Pattern FINAL_DOT = Pattern.compile("^([^;]*[A-Za-z0-9])\\.([ \\t]*(?:;|$))");

    private PersistentRecord() {}

    /** What an answer proves. */
    public enum Verdict {
        /** A record names the authority and the account. */
        VALID,
        /** None does. */
        INVALID,
        /** The question failed, so nothing may be concluded. */
        ERROR
    }

    /**
     * Where the record of a name is looked for. For this method the name may not be the target of a CNAME; that the record itself
     * is one is fine.
     *
     * @param name the name; a wildcard and its base share the record
     * @return an absolute name
     */
    public static String lookupName(DomainName name) {
        return "_validation-persist." + name.base().value() + ".";
    }

    /**
     * The authorization domain names of a name, at each of which its record may stand: the name itself, then its parents down to the
     * registrable domain, never a public suffix (BR 1.6.1). Suffixes that companies submitted count too.
     *
     * @param name the name; of a wildcard, the base
     * @param suffixes the list to go by
     * @return the nearest first; the name alone where the list has no rule for it
     */
    public static List<DomainName> authorizationNames(DomainName name, PublicSuffixes suffixes) {
        List<DomainName> names = new ArrayList<>(List.of(name.base()));
        Optional<DomainName> registrable = suffixes.registrable(name, PublicSuffixes.Section.ALL);
        Optional<DomainName> above = name.base().parent();
        while (above.isPresent() && registrable.filter(above.get()::isWithin).isPresent()) {
            names.add(above.get());
            above = above.get().parent();
        }
        return List.copyOf(names);
    }

    /**
     * Where the record of an address is looked for. The reverse name serves the look-up only and is never certified.
     *
     * @param address the address
     * @return an absolute name below {@code in-addr.arpa} or {@code ip6.arpa}
     */
    public static String lookupName(InetAddress address) {
        return "_ip-validation-persist." + reverseName(address) + ".";
    }

    /**
     * The name of an address in the reverse zones (RFC 1035 section 3.5, RFC 3596 section 2.5).
     *
     * @param address the address
     * @return without the final dot
     */
    public static String reverseName(InetAddress address) {
        byte[] octets = address.getAddress();
        StringBuilder name = new StringBuilder();
        for (int i = octets.length - 1; i >= 0; i--) {
            int octet = octets[i] & 0xff;
            if (octets.length == 4) {
                name.append(octet).append('.');
            } else {
                name.append(Character.forDigit(octet & 0xf, 16))
                        .append('.')
                        .append(Character.forDigit(octet >> 4, 16))
                        .append('.');
            }
        }
        return name.append(octets.length == 4 ? "in-addr.arpa" : "ip6.arpa").toString();
    }

    /**
     * Reads the answer of a TXT question at the name itself. One valid record suffices; malformed ones are skipped. A wildcard needs
     * the parameter {@code policy=wildcard}, as the ACME draft for this method asks.
     *
     * @param answer the answer at the look-up name; one to another question proves nothing
     * @param name the name asked for
     * @param issuers the issuer domain names of the authority
     * @param account the URI of the applicant's account, compared as text
     * @param now the time of judging; {@code persistUntil} is the last second that counts
     * @return what it proves
     */
    public static Verdict judge(DnsAnswer answer, DomainName name, Set<String> issuers, URI account, Instant now) {
        return judge(answer, Map.of(lookupName(name), name.isWildcard()), issuers, account, now);
    }

    /**
     * The same, with the answer at the name itself or at one of its {@link #authorizationNames}. A record above the name speaks for the
     * names below only with {@code policy=wildcard}, too.
     *
     * @param answer the answer at the look-up name of one of the authorization domain names
     * @param name the name asked for
     * @param suffixes the list to go by
     * @param issuers the issuer domain names of the authority
     * @param account the URI of the applicant's account, compared as text
     * @param now the time of judging
     * @return what it proves
     */
    public static Verdict judge(
            DnsAnswer answer, DomainName name, PublicSuffixes suffixes, Set<String> issuers, URI account, Instant now) {
        Map<String, Boolean> wildcardAt = new HashMap<>();
        authorizationNames(name, suffixes).forEach(above -> wildcardAt.put(lookupName(above), true));
        wildcardAt.put(lookupName(name), name.isWildcard());
        return judge(answer, wildcardAt, issuers, account, now);
    }

    /**
     * The same for an address (BR 3.2.2.5.8).
     *
     * @param answer the answer at the address's look-up name
     * @param address the address asked for
     * @param issuers the issuer domain names of the authority
     * @param account the URI of the applicant's account, compared as text
     * @param now the time of judging
     * @return what it proves
     */
    public static Verdict judge(DnsAnswer answer, InetAddress address, Set<String> issuers, URI account, Instant now) {
        return judge(answer, Map.of(lookupName(address), false), issuers, account, now);
    }

    /** The map has where a record may stand, and whether it must allow wildcards there. */
    private static Verdict judge(
            DnsAnswer answer, Map<String, Boolean> wildcardAt, Set<String> issuers, URI account, Instant now) {
        if (!answer.isConclusive()) {
            return Verdict.ERROR;
        }
        Boolean wildcard = wildcardAt.get(answer.question().name());
        boolean proven = wildcard != null
                && answer.question().type().equals("TXT")
                && answer.records().stream()
                        .filter(DnsRecord.Txt.class::isInstance)
                        .map(r -> String.join("", ((DnsRecord.Txt) r).strings()))
                        .anyMatch(text -> proves(text, wildcard, issuers, account, now));
        return proven ? Verdict.VALID : Verdict.INVALID;
    }

    private static boolean proves(String text, boolean wildcard, Set<String> issuers, URI account, Instant now) {
        return IssueValue.parse(withoutFinalDot(text))
                .filter(value -> issuers.stream()
                        .anyMatch(issuer -> !issuer.isEmpty() && issuer.equalsIgnoreCase(value.issuerDomain())))
                .filter(PersistentRecord::saysNothingTwice)
                .filter(value -> value.values("accounturi").equals(List.of(account.toString())))
                .filter(value -> value.values("persistUntil").stream().allMatch(until -> isNotPast(until, now)))
                .filter(value -> !wildcard || value.values("policy").stream().anyMatch("wildcard"::equalsIgnoreCase))
                .isPresent();
    }

    /** The grammar of RFC 8659 has no final dot, but a domain name with one is the same name, and forbids nothing here. */
    private static String withoutFinalDot(String text) {
        return FINAL_DOT.matcher(text).replaceFirst("$1$2");
    }

    /** Unknown parameters are ignored, however often they come. */
    private static boolean saysNothingTwice(IssueValue value) {
        return KNOWN.stream().allMatch(tag -> value.values(tag).size() <= 1);
    }

    private static boolean isNotPast(String until, Instant now) {
        // any number of digits: a far day is not malformed
        return until.matches("[0-9]{1,40}")
                && new BigInteger(until).compareTo(BigInteger.valueOf(now.getEpochSecond())) >= 0;
    }
}
