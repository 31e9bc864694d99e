package dev.acm.validation;

import dev.acm.name.DomainName;
import dev.acm.spi.DnsAnswer;
import dev.acm.spi.DnsRecord;
import dev.acm.validation.internal.IssueValue;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The rules of a TXT record that proves control of a name for as long as it stands (BR 3.2.2.4.22), and of its sister for addresses
 * (BR 3.2.2.5.8). Pure: whoever asks DNS, this reads the answer. Such a proof may be reused for 10 days at most.
 */
public final class PersistentRecord {
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
     * Reads the answer of a TXT question. One valid record suffices; malformed ones are skipped. A wildcard needs the parameter
     * {@code policy=wildcard}, as the ACME draft for this method asks.
     *
     * @param answer the answer at the look-up name
     * @param name the name asked for
     * @param issuers the issuer domain names of the authority
     * @param account the URI of the applicant's account, compared as text
     * @param now the time of judging; {@code persistUntil} is the last second that counts
     * @return what it proves
     */
    public static Verdict judge(DnsAnswer answer, DomainName name, Set<String> issuers, URI account, Instant now) {
        if (!answer.isConclusive()) {
            return Verdict.ERROR;
        }
        return answer.records().stream()
                        .filter(DnsRecord.Txt.class::isInstance)
                        .map(r -> String.join("", ((DnsRecord.Txt) r).strings()))
                        .anyMatch(text -> proves(text, name, issuers, account, now))
                ? Verdict.VALID
                : Verdict.INVALID;
    }

    private static boolean proves(String text, DomainName name, Set<String> issuers, URI account, Instant now) {
        return IssueValue.parse(text)
                .filter(value -> issuers.stream()
                        .anyMatch(issuer -> !issuer.isEmpty() && issuer.equalsIgnoreCase(value.issuerDomain())))
                .filter(PersistentRecord::hasNoDuplicates)
                .filter(value -> value.values("accounturi").equals(List.of(account.toString())))
                .filter(value -> value.values("persistUntil").stream().allMatch(until -> isNotPast(until, now)))
                .filter(value ->
                        !name.isWildcard() || value.values("policy").stream().anyMatch("wildcard"::equalsIgnoreCase))
                .isPresent();
    }

    private static boolean hasNoDuplicates(IssueValue value) {
        return value.parameters().stream()
                        .map(p -> p.tag().toLowerCase(Locale.ROOT))
                        .distinct()
                        .count()
                == value.parameters().size();
    }

    private static boolean isNotPast(String until, Instant now) {
        // any number of digits: a far day is not malformed
        return until.matches("[0-9]{1,40}")
                && new BigInteger(until).compareTo(BigInteger.valueOf(now.getEpochSecond())) >= 0;
    }
}
