package dev.acm.validation.dns;

import dev.acm.name.IpName;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.xbill.DNS.Address;

/**
 * Which name servers may be asked. Their addresses come from strangers' zones, who could point them at the host's own network: only
 * global addresses are asked unless the host says otherwise.
 */
record Reach(int port, boolean closedNetwork) {
    private static final int DNS = 53;

    static final Reach GLOBAL = new Reach(DNS, false);

    /** All addresses, on a port of their own. */
    static Reach closedNetwork(int port) {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port must be 1 to 65535, got " + port);
        }
        return new Reach(port, true);
    }

    /** Empty for what is no address, or none that may be asked. */
    Optional<InetSocketAddress> parse(String text) {
        try {
            byte[] octets = Address.toByteArray(text, text.contains(":") ? Address.IPv6 : Address.IPv4);
            return octets == null ? Optional.empty() : check(InetAddress.getByAddress(octets));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    Optional<InetSocketAddress> check(InetAddress address) {
        IpName name = IpName.of(address.getAddress());
        boolean global = name.reservedBlock().isEmpty() && !name.isMulticast();
        return global || closedNetwork ? Optional.of(new InetSocketAddress(address, port)) : Optional.empty();
    }
}
