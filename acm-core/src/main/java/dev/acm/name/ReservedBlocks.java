package dev.acm.name;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** IANA's IPv4 and IPv6 special-purpose address registries. Source: RFC 6890; BR 1.6.1 (Reserved IP Address). */
final class ReservedBlocks {
    private static final List<Block> BLOCKS = load();

    private ReservedBlocks() {}

    private record Block(IpName prefix, int bits, String name) {
        static Block parse(String line) {
            int slash = line.indexOf('/');
            int space = line.indexOf(' ');
            int bits = Integer.parseInt(line.substring(slash + 1, space));
            return new Block(IpName.parse(line.substring(0, slash)), bits, line.substring(space + 1));
        }
    }

    /** The name of the smallest block that holds the address. */
    static Optional<String> find(IpName address) {
        return overlapping(address, IpText.V6_OCTETS * Byte.SIZE);
    }

    /** The name of the smallest block that has an address in common with the network. */
    static Optional<String> overlapping(IpName network, int bits) {
        return BLOCKS.stream()
                .filter(block -> network.startsWith(block.prefix, Math.min(bits, block.bits)))
                .findFirst()
                .map(Block::name);
    }

    private static List<Block> load() {
        try (InputStream in = ReservedBlocks.class.getResourceAsStream("special-purpose-addresses.txt")) {
            if (in == null) {
                throw new IllegalStateException("the resource special-purpose-addresses.txt is missing");
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return reader.lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(Block::parse)
                    .sorted(Comparator.comparingInt(Block::bits).reversed())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the resource special-purpose-addresses.txt cannot be read", e);
        }
    }
}
