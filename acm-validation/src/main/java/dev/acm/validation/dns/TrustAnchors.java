package dev.acm.validation.dns;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.xbill.DNS.Master;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * What DNSSEC signatures are measured against.
 *
 * <p>There is no default and no empty set: a resolver is given IANA's, the host's own, or {@link #none} with a reason. A
 * name that is below no anchor is {@link dev.acm.spi.DnsAnswer.Security#INDETERMINATE}, never insecure (RFC 4033
 * section 5), so a forgotten anchor stops issuing rather than DNSSEC. Immutable.
 */
public final class TrustAnchors {
    /** The root's key signing keys of 2017 and 2024, as IANA publishes them in root-anchors.xml. */
    private static final List<String> IANA = List.of(
            ". IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D",
            ". IN DS 38696 8 2 683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16");

    private final List<String> lines;
    private final List<Name> owners;
    private final Optional<String> reasonForNone;

    private TrustAnchors(List<String> lines, List<Name> owners, Optional<String> reasonForNone) {
        this.lines = lines;
        this.owners = owners;
        this.reasonForNone = reasonForNone;
    }

    /**
     * The keys of the public root, key tags 20326 and 38696.
     *
     * @return the anchors for names of the public Internet
     */
    public static TrustAnchors iana() {
        return of(IANA);
    }

    /**
     * The host's own: another root, or a closed zone.
     *
     * @param lines DS or DNSKEY records as zone-file lines with absolute names, at least one, for example {@code example.test. IN DS
     *     12345 13 2 <hex>}
     * @return the anchors
     * @throws IllegalArgumentException if there is no line, or one is no such record
     */
    public static TrustAnchors of(List<String> lines) {
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("lines must not be empty; without anchors use none(reason)");
        }
        List<Name> owners = new ArrayList<>();
        for (String line : lines) {
            Record record = parse(line);
            if (record.getType() != Type.DS && record.getType() != Type.DNSKEY) {
                throw new IllegalArgumentException("a trust anchor is a DS or DNSKEY record, got: '" + line + "'");
            }
            owners.add(record.getName());
        }
        return new TrustAnchors(List.copyOf(lines), List.copyOf(owners), Optional.empty());
    }

    /**
     * None: signatures are not looked at, and every answer is reported as insecure. For closed networks whose zones are outside
     * DNSSEC, and for a first try. It gives up the protection that BR 3.2.2.8.1 demands of a public authority.
     *
     * @param reason why the host says so, for the log; not blank
     * @return no anchors
     * @throws IllegalArgumentException if the reason is blank
     */
    public static TrustAnchors none(String reason) {
        if (Objects.requireNonNull(reason, "reason").isBlank()) {
            throw new IllegalArgumentException("reason must say why there is no trust anchor");
        }
        return new TrustAnchors(List.of(), List.of(), Optional.of(reason));
    }

    Optional<String> reasonForNone() {
        return reasonForNone;
    }

    boolean covers(Name name) {
        return owners.stream().anyMatch(name::subdomain);
    }

    boolean isAt(Name name) {
        return owners.contains(name);
    }

    InputStream toZoneFile() {
        return new ByteArrayInputStream((String.join("\n", lines) + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static Record parse(String line) {
        try (Master master =
                new Master(new ByteArrayInputStream(line.getBytes(StandardCharsets.US_ASCII)), Name.root, 0)) {
            Record record = master.nextRecord();
            if (record != null && master.nextRecord() == null) {
                return record;
            }
            throw new IllegalArgumentException("one record a line, got: '" + line + "'");
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "no zone-file line: '" + line.toLowerCase(Locale.ROOT) + "': " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return reasonForNone.map(reason -> "TrustAnchors[none: " + reason + "]").orElse("TrustAnchors" + owners);
    }
}
