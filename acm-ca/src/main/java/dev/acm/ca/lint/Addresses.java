package dev.acm.ca.lint;

import dev.acm.name.IpName;
import java.util.Arrays;

/** Addresses that no public certificate may name: those of the IANA special-purpose registries (BR 1.6.1, RFC 6890). */
final class Addresses {
    private Addresses() {}

    /** Whether an address of 4 or 16 octets is reserved, or none of a single host. */
    static boolean isReserved(byte[] address) {
        return holdsReserved(IpName.of(address), address.length * Byte.SIZE);
    }

    /** Whether an address of the network of these octets, address and mask of equal length, is reserved. */
    static boolean holdsReserved(byte[] network) {
        int half = network.length / 2;
        int bits = 0;
        for (int i = half; i < network.length; i++) {
            bits += Integer.bitCount(network[i] & 0xff);
        }
        return holdsReserved(IpName.of(Arrays.copyOf(network, half)), bits);
    }

    private static boolean holdsReserved(IpName network, int bits) {
        return network.reservedBlockWithin(bits).isPresent() || network.isMulticast();
    }
}
