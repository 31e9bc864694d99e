package dev.acm.validation.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;

/** Where iterative resolution begins: the servers of the root zone. Immutable. */
public final class RootHints {
    /** Addresses of a to m.root-servers.net, as IANA publishes them in named.root. */
    private static final List<String> IANA = List.of(
            "198.41.0.4",
            "170.247.170.2",
            "192.33.4.12",
            "199.7.91.13",
            "192.203.230.10",
            "192.5.5.241",
            "192.112.36.4",
            "198.97.190.53",
            "192.36.148.17",
            "192.58.128.30",
            "193.0.14.129",
            "199.7.83.42",
            "202.12.27.33",
            "2001:503:ba3e::2:30",
            "2801:1b8:10::b",
            "2001:500:2::c",
            "2001:500:2d::d",
            "2001:500:a8::e",
            "2001:500:2f::f",
            "2001:500:12::d0d",
            "2001:500:1::53",
            "2001:7fe::53",
            "2001:503:c27::2:30",
            "2001:7fd::1",
            "2001:500:9f::42",
            "2001:dc3::35");

    private final List<InetSocketAddress> servers;
    private final Reach reach;

    private RootHints(List<InetSocketAddress> servers, Reach reach) {
        this.servers = servers;
        this.reach = reach;
    }

    /**
     * The root of the public Internet. Only global addresses are asked, on port 53.
     *
     * @return the hints
     */
    public static RootHints iana() {
        Stream<InetSocketAddress> servers =
                IANA.stream().map(text -> Reach.GLOBAL.parse(text).orElseThrow());
        return new RootHints(servers.toList(), Reach.GLOBAL);
    }

    /**
     * A root of the host's own. Private and loopback addresses are asked too.
     *
     * @param port the port of all name servers, 1 to 65535
     * @param servers addresses of the root's servers, at least one
     * @return the hints
     * @throws IllegalArgumentException if there is no server, or the port is outside the range
     */
    public static RootHints inClosedNetwork(int port, List<InetAddress> servers) {
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("servers must not be empty");
        }
        Reach reach = Reach.closedNetwork(port);
        return new RootHints(
                servers.stream()
                        .map(server -> new InetSocketAddress(server, port))
                        .toList(),
                reach);
    }

    List<InetSocketAddress> servers() {
        return servers;
    }

    Reach reach() {
        return reach;
    }

    @Override
    public String toString() {
        return "RootHints" + servers;
    }
}
