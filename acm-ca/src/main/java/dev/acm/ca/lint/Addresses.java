package dev.acm.ca.lint;

import dev.acm.name.IpName;

/** Addresses that no public certificate may name: those of the IANA special-purpose registries (BR 1.6.1, RFC 6890). */
final class Addresses {
    private Addresses() {}

    /** Whether an address of 4 or 16 octets is reserved; of IPv6 that is all but 2000::/3, and some of that. */
    static boolean isReserved(byte[] address) {
        IpName name = IpName.of(address);
        return name.reservedBlock().isPresent()
                || name.isMulticast()
                || (address.length == 16 && (address[0] & 0xe0) != 0x20);
    }
}
