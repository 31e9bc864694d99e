package dev.acm.validation.dns;

import dev.acm.spi.DnsAnswer;
import dev.acm.spi.DnsQuestion;
import dev.acm.spi.DnsRecord;
import dev.acm.spi.DnsResolver;
import dev.acm.validation.internal.Asking;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Asks the name servers of a zone one by one, and the zone above for its delegation: to tell why a record that was published is not
 * seen. For diagnosis only; what it sees is no proof, and DNSSEC is not judged.
 *
 * <p>The addresses come from the zone's owner, so a stranger could point them at the host's own network: only global
 * addresses are asked unless the host says otherwise. At most 8 addresses are asked, one try each. Immutable and thread-safe.
 */
public final class AuthoritativeView {
    private static final int MAX_ADDRESSES = 8;
    private static final int UDP_OCTETS = 1232;

    private final DnsResolver resolver;
    private final InstantSource clock;
    private final Duration timeout;
    private final Reach reach;
    private final Executor executor = SharedPool.executor();

    private AuthoritativeView(DnsResolver resolver, InstantSource clock, Duration timeout, Reach reach) {
        this.resolver = Objects.requireNonNull(resolver, "resolver");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.timeout = Objects.requireNonNull(timeout, "timeout");
        this.reach = reach;
    }

    /**
     * A view on port 53 of global addresses, 2 seconds for each answer.
     *
     * @param resolver finds the name servers and their addresses
     * @param clock dates the answers
     * @return the view
     */
    public static AuthoritativeView of(DnsResolver resolver, InstantSource clock) {
        return new AuthoritativeView(resolver, clock, Duration.ofSeconds(2), Reach.GLOBAL);
    }

    /**
     * The same for a closed network: private and loopback addresses are asked too, on a port of its own.
     *
     * @param port the port of all name servers
     * @return the view
     * @throws IllegalArgumentException if the port is not 1 to 65535
     */
    public AuthoritativeView inClosedNetwork(int port) {
        return new AuthoritativeView(resolver, clock, timeout, Reach.closedNetwork(port));
    }

    /**
     * The same with another time for each answer.
     *
     * @param timeout 1 ms to 1 min
     * @return the view
     */
    public AuthoritativeView withTimeout(Duration timeout) {
        return new AuthoritativeView(resolver, clock, timeout, reach);
    }

    /**
     * What each name server of the zone says. Completes normally always.
     *
     * @param question the question
     * @return one answer for each address, its server named with it; empty when none was found
     */
    public CompletionStage<List<DnsAnswer>> askEach(DnsQuestion question) {
        return zoneOf(question.name())
                .thenCompose(zone -> addresses(zone.servers()))
                .thenCompose(servers -> Asking.all(
                        servers.stream().map(server -> ask(server, question)).toList()))
                .exceptionally(error -> List.of());
    }

    /**
     * The name servers of a name's zone, first as the zone above delegates to them, then as the zone itself says. Completes
     * normally always.
     *
     * @param name an absolute name in the zone
     * @return two answers of type NS, or none when one of them could not be had
     */
    public CompletionStage<List<DnsAnswer>> delegation(String name) {
        return zoneOf(name).thenCompose(this::delegation).exceptionally(error -> List.of());
    }

    private CompletionStage<List<DnsAnswer>> delegation(Zone zone) {
        if (zone.servers().isEmpty() || zone.apex().indexOf('.') == zone.apex().length() - 1) {
            return CompletableFuture.completedFuture(List.of());
        }
        String parent = zone.apex().substring(zone.apex().indexOf('.') + 1);
        CompletionStage<Optional<DnsAnswer>> above =
                zoneOf(parent).thenCompose(p -> addresses(p.servers())).thenCompose(at -> delegated(at, zone.apex()));
        CompletionStage<Optional<DnsAnswer>> own =
                addresses(zone.servers()).thenCompose(at -> delegated(at, zone.apex()));
        return above.thenCombine(own, (a, o) -> a.isPresent() && o.isPresent() ? List.of(a.get(), o.get()) : List.of());
    }

    private record Zone(String apex, List<String> servers) {}

    private record Server(String name, InetSocketAddress address) {}

    /** The nearest name with NS records, from the bottom up. */
    private CompletionStage<Zone> zoneOf(String name) {
        return Asking.ask(resolver, name, "NS").thenCompose(answer -> {
            List<String> servers = names(answer, "NS");
            int dot = name.indexOf('.');
            boolean top = dot == name.length() - 1;
            return !servers.isEmpty() || top
                    ? CompletableFuture.completedFuture(new Zone(name, servers))
                    : zoneOf(name.substring(dot + 1));
        });
    }

    private static List<String> names(DnsAnswer answer, String type) {
        if (!answer.isConclusive() || !answer.aliases().isEmpty()) {
            return List.of();
        }
        return answer.records().stream()
                .filter(r -> r instanceof DnsRecord.Other other && other.type().equals(type))
                .map(r -> ((DnsRecord.Other) r).text().toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
    }

    private CompletionStage<List<Server>> addresses(List<String> servers) {
        List<CompletionStage<List<Server>>> asked = new ArrayList<>();
        for (String server : servers.subList(0, Math.min(MAX_ADDRESSES, servers.size()))) {
            for (String type : List.of("A", "AAAA")) {
                asked.add(Asking.ask(resolver, server, type)
                        .thenApply(answer -> names(answer, type).stream()
                                .flatMap(text -> parse(server, text).stream())
                                .toList()));
            }
        }
        return Asking.all(asked)
                .thenApply(all ->
                        all.stream().flatMap(List::stream).limit(MAX_ADDRESSES).toList());
    }

    private Optional<Server> parse(String name, String text) {
        return reach.parse(text).map(address -> new Server(name, address));
    }

    private CompletionStage<DnsAnswer> ask(Server server, DnsQuestion question) {
        DnsResolver direct = DnsjavaResolver.builder(
                        server.address(), TrustAnchors.none("a name server seen for diagnosis"), clock)
                .timeout(timeout)
                .attempts(1)
                .vantagePoint(server.name())
                .buildQuietly();
        return Asking.ask(direct, question.name(), question.type()).thenApply(answer -> renamed(answer, server));
    }

    private static DnsAnswer renamed(DnsAnswer a, Server server) {
        return new DnsAnswer(
                a.question(),
                a.status(),
                a.aliases(),
                a.records(),
                a.security(),
                server.name() + " " + a.server(),
                a.detail(),
                a.negativeTtl(),
                a.at());
    }

    /** The NS records of a zone as the first server that answers has them, its own or those it delegates to. */
    private CompletionStage<Optional<DnsAnswer>> delegated(List<Server> servers, String apex) {
        if (servers.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        Server server = servers.get(0);
        Name name = Name.fromConstantString(apex);
        Wire wire = new Wire(timeout, 1, UDP_OCTETS, false, true, new Gate(1));
        return wire.transfer(wire.server(server.address()), name, Type.NS, executor)
                .thenApply(Reply::message)
                .thenCompose(message -> message.map(m -> nameServers(m, name))
                                .filter(list -> !list.isEmpty())
                                .isPresent()
                        ? CompletableFuture.completedFuture(
                                Optional.of(answer(server, apex, nameServers(message.get(), name))))
                        : delegated(servers.subList(1, servers.size()), apex));
    }

    private static List<DnsRecord> nameServers(Message message, Name apex) {
        List<DnsRecord> found = new ArrayList<>();
        for (int section : new int[] {Section.ANSWER, Section.AUTHORITY}) {
            message.getSection(section).stream()
                    .filter(r -> r instanceof NSRecord && r.getName().equals(apex))
                    .map(Records::toRecord)
                    .forEach(found::add);
        }
        return found;
    }

    private DnsAnswer answer(Server server, String apex, List<DnsRecord> records) {
        return new DnsAnswer(
                new DnsQuestion(apex, "NS"),
                DnsAnswer.Status.NOERROR,
                List.of(),
                records,
                DnsAnswer.Security.INSECURE,
                server.name() + " " + server.address().getAddress().getHostAddress(),
                Optional.empty(),
                Optional.empty(),
                clock.instant());
    }
}
