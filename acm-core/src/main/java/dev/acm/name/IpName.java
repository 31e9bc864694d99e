package dev.acm.name;

import dev.acm.internal.Checks;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * An IP address as a certificate carries it (iPAddress): four or sixteen octets, and one canonical text.
 *
 * <p>Source: RFC 5280 section 4.2.1.6; RFC 8738 section 3; RFC 5952 section 4.
 */
public final class IpName implements Comparable<IpName> {
    private final byte[] octets;

    private IpName(byte[] octets) {
        this.octets = octets;
    }

    /**
     * Reads an address. IPv4 is a dotted quad; of IPv6 any form that RFC 4291 knows is read and made canonical.
     *
     * @param text the text to read, without brackets, zone or prefix length
     * @return the address
     * @throws InvalidNameException if {@code text} is empty or no address
     */
    public static IpName parse(String text) {
        Objects.requireNonNull(text, "text");
        Optional<byte[]> octets = IpText.parse(text);
        if (octets.isEmpty()) {
            Findings findings = new Findings(text);
            findings.add(
                    text.isEmpty() ? NameFault.EMPTY : NameFault.MALFORMED,
                    0,
                    "a dotted quad without leading zeros, or an IPv6 address without zone or prefix length");
            findings.throwIfAny();
        }
        return new IpName(octets.orElseThrow());
    }

    /**
     * Reads an address in its canonical text only, as ACME asks of identifiers.
     *
     * @param text the text to read
     * @return the address
     * @throws InvalidNameException if {@code text} is empty, no address, or another form than the canonical one
     */
    public static IpName parseCanonical(String text) {
        IpName name = parse(text);
        String canonical = name.value();
        if (!canonical.equals(text)) {
            Findings findings = new Findings(text);
            findings.add(NameFault.NOT_CANONICAL, 0, "'" + canonical + "'");
            findings.throwIfAny();
        }
        return name;
    }

    /**
     * The address of these octets.
     *
     * @param octets four or sixteen octets, the first of the address first
     * @return the address
     * @throws IllegalArgumentException if there are neither four nor sixteen
     */
    public static IpName of(byte[] octets) {
        Checks.require(
                octets.length == IpText.V4_OCTETS || octets.length == IpText.V6_OCTETS,
                "octets must be 4 or 16, got " + octets.length);
        return new IpName(octets.clone());
    }

    /**
     * The canonical text: a dotted quad, or RFC 5952 section 4.
     *
     * @return the text
     */
    public String value() {
        return IpText.format(octets);
    }

    /**
     * The octets as a certificate carries them.
     *
     * @return a copy of the four or sixteen octets
     */
    public byte[] octets() {
        return octets.clone();
    }

    /**
     * Whether this is an IPv6 address.
     *
     * @return true for sixteen octets
     */
    public boolean isIpv6() {
        return octets.length == IpText.V6_OCTETS;
    }

    /**
     * The block of IANA's special-purpose registries that holds the address, the smallest if several do. Such addresses
     * are never certified publicly (BR 4.2.2).
     *
     * @return the registry's name for the block, or empty for an ordinary address
     */
    public Optional<String> reservedBlock() {
        return ReservedBlocks.find(this);
    }

    /**
     * The block of IANA's special-purpose registries that shares addresses with the network that begins with this address's
     * first bits, the smallest if several do.
     *
     * @param prefixBits the length of the network's prefix, from 0 to the number of bits of the address
     * @return the registry's name for the block, or empty if all of the network is ordinary
     * @throws IllegalArgumentException if the length is out of range
     */
    public Optional<String> reservedBlockWithin(int prefixBits) {
        Checks.require(
                prefixBits >= 0 && prefixBits <= octets.length * Byte.SIZE,
                "prefixBits must be 0 to " + octets.length * Byte.SIZE + ", got " + prefixBits);
        return ReservedBlocks.overlapping(this, prefixBits);
    }

    /**
     * Whether this is a multicast address.
     *
     * @return true in 224.0.0.0/4 and ff00::/8
     */
    public boolean isMulticast() {
        int first = octets[0] & 0xFF;
        return isIpv6() ? first == 0xFF : first >> 4 == 0xE;
    }

    /** Whether the first {@code bits} bits are those of {@code prefix}, an address of the same family. */
    boolean startsWith(IpName prefix, int bits) {
        if (octets.length != prefix.octets.length) {
            return false;
        }
        int whole = bits / 8;
        int mask = (0xFF00 >> (bits % 8)) & 0xFF;
        return Arrays.equals(octets, 0, whole, prefix.octets, 0, whole)
                && (mask == 0 || ((octets[whole] ^ prefix.octets[whole]) & mask) == 0);
    }

    @Override
    public int compareTo(IpName other) {
        int byLength = Integer.compare(octets.length, other.octets.length);
        return byLength != 0 ? byLength : Arrays.compareUnsigned(octets, other.octets);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpName that && Arrays.equals(octets, that.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    @Override
    public String toString() {
        return value();
    }
}
