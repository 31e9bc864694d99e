package dev.acm.ca.lint;

import java.util.List;

/** Address blocks that no public certificate may name: those of the IANA special-purpose registries (RFC 6890). */
final class ReservedAddresses {
    private static final List<Block> BLOCKS = List.of(
            block(8, 0),
            block(8, 10),
            block(10, 100, 64),
            block(8, 127),
            block(16, 169, 254),
            block(12, 172, 16),
            block(24, 192, 0, 0),
            block(24, 192, 0, 2),
            block(24, 192, 88, 99),
            block(16, 192, 168),
            block(15, 198, 18),
            block(24, 198, 51, 100),
            block(24, 203, 0, 113),
            block(4, 224),
            block(4, 240));

    private ReservedAddresses() {}

    private static final class Block {
        private final int bits;
        private final byte[] prefix;

        Block(int bits, byte[] prefix) {
            this.bits = bits;
            this.prefix = prefix;
        }

        boolean contains(byte[] address) {
            for (int bit = 0; bit < bits; bit++) {
                int octet = bit / 8 < prefix.length ? prefix[bit / 8] : 0;
                if ((((octet ^ address[bit / 8]) >> (7 - bit % 8)) & 1) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    private static Block block(int bits, int... octets) {
        byte[] prefix = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            prefix[i] = (byte) octets[i];
        }
        return new Block(bits, prefix);
    }

    /** Whether an address of 4 or 16 octets is reserved; of IPv6 only 2000::/3 without documentation is not. */
    static boolean contains(byte[] address) {
        if (address.length == 4) {
            return BLOCKS.stream().anyMatch(block -> block.contains(address));
        }
        boolean global = (address[0] & 0xe0) == 0x20;
        return !global
                || block(32, 0x20, 0x01, 0x0d, 0xb8).contains(address)
                || block(23, 0x20, 0x01, 0x00).contains(address)
                || block(16, 0x20, 0x02).contains(address)
                || block(20, 0x3f, 0xff, 0x00).contains(address);
    }
}
