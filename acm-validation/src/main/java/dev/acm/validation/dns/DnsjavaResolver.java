package dev.acm.validation.dns;

import dev.acm.spi.DnsAnswer;
import dev.acm.spi.DnsAnswer.Security;
import dev.acm.spi.DnsAnswer.Status;
import dev.acm.spi.DnsQuestion;
import dev.acm.spi.DnsResolver;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Asks DNS with dnsjava: UDP with EDNS, TCP when an answer is cut off, time-outs, further tries, and DNSSEC judged in process.
 *
 * <p>There are two ways. {@link #builder} asks configured servers, which are recursive, or authoritative for all that is asked; one that
 * only refers elsewhere gives no answer, not "no data". {@link #iterative} asks the zones' own servers, from the root down, and needs
 * nobody's cache. Aliases are followed (at most 16), each listed, unless the question is for {@code CNAME} itself. Answers are never
 * cached, every question is asked; only the keys of the chain of trust are kept, for at most 30 minutes by the given clock, and with
 * them that certain octets were proven secure, for as long as a cache might keep these (RFC 4035 section 5.3.3). A server's own claim
 * to have validated (the AD bit) counts for nothing. Records of a bogus or indeterminate answer are not handed out.
 *
 * <p>Thread-safe. It starts no thread of its own. dnsjava runs one selector thread for the process, and takes steps of a verification whose
 * keys are known to the common pool, for which a JDK before 25 makes a short thread each where there are fewer than three processors.
 */
public final class DnsjavaResolver implements DnsResolver {
    private static final Logger log = LoggerFactory.getLogger(DnsjavaResolver.class);

    private final AliasWalk.Vantage vantage;
    private final InstantSource clock;
    private final String vantagePoint;

    private DnsjavaResolver(Builder builder) {
        boolean validates = builder.anchors.reasonForNone().isEmpty();
        this.clock = builder.clock;
        this.vantagePoint = builder.vantagePoint.orElseGet(builder::defaultVantagePoint);
        Exchange exchange = builder.exchange(validates);
        Dnssec dnssec = new Dnssec(builder.anchors, exchange, clock);
        this.vantage = new AliasWalk.Vantage(exchange, dnssec, clock, builder.executor);
    }

    /**
     * Starts a resolver. By default 5 s for each try, 2 tries, 1232 octets over UDP, 128 exchanges at once, and the common pool.
     *
     * @param server where to ask: a resolved address, and the port
     * @param anchors what DNSSEC is measured against; {@link TrustAnchors#iana()} for the public Internet
     * @param clock by which signatures are dated
     * @return a builder
     * @throws IllegalArgumentException if the address is not resolved
     */
    public static Builder builder(InetSocketAddress server, TrustAnchors anchors, InstantSource clock) {
        return new Builder(Optional.empty(), anchors, clock).server(server);
    }

    /**
     * Starts a resolver that finds the servers of each zone itself, from the root down. Which servers a zone has is remembered for at
     * most 30 minutes. Of the servers of one zone up to 4 are tried. Only global addresses are asked, unless the hints are of a closed
     * network.
     *
     * @param hints where to begin; {@link RootHints#iana()} for the public Internet
     * @param anchors what DNSSEC is measured against; {@link TrustAnchors#iana()} for the public Internet
     * @param clock by which signatures are dated
     * @return a builder, which takes no further servers
     */
    public static Builder iterative(RootHints hints, TrustAnchors anchors, InstantSource clock) {
        return new Builder(Optional.of(hints), anchors, clock);
    }

    @Override
    public String vantagePoint() {
        return vantagePoint;
    }

    @Override
    public CompletionStage<DnsAnswer> ask(DnsQuestion question) {
        Objects.requireNonNull(question, "question");
        int type = Type.value(question.type());
        Name name;
        try {
            name = Name.fromString(question.name());
        } catch (TextParseException e) {
            return CompletableFuture.completedFuture(
                    trouble(question, Status.MALFORMED, "no name that DNS can carry: " + e.getMessage()));
        }
        if (type < 0 || type == Type.ANY || type == Type.AXFR || type == Type.IXFR) {
            return CompletableFuture.completedFuture(
                    trouble(question, Status.NOTIMP, "no type that can be asked for: " + question.type()));
        }
        return new AliasWalk(question, type, vantage)
                .from(name)
                .exceptionally(error -> trouble(question, Status.MALFORMED, "unexpected: " + error));
    }

    private DnsAnswer trouble(DnsQuestion question, Status status, String detail) {
        return new DnsAnswer(
                question,
                status,
                List.of(),
                List.of(),
                Security.INDETERMINATE,
                vantagePoint,
                Optional.of(detail),
                Optional.empty(),
                clock.instant());
    }

    @Override
    public String toString() {
        return "DnsjavaResolver[" + vantagePoint + "]";
    }

    /** Collects the options. Not thread-safe. */
    public static final class Builder {
        private final Optional<RootHints> hints;
        private final TrustAnchors anchors;
        private final InstantSource clock;
        private final List<InetSocketAddress> servers = new ArrayList<>();
        private Duration timeout = Duration.ofSeconds(5);
        private int attempts = 2;
        private int udpOctets = 1232;
        private int inFlight = 128;
        private Executor executor = SharedPool.executor();
        private Optional<String> vantagePoint = Optional.empty();

        private Builder(Optional<RootHints> hints, TrustAnchors anchors, InstantSource clock) {
            this.hints = hints;
            this.anchors = Objects.requireNonNull(anchors, "anchors");
            this.clock = Objects.requireNonNull(clock, "clock");
        }

        /**
         * Adds a server of the same standing; further tries go round.
         *
         * @param server a resolved address, and the port
         * @return this builder
         * @throws IllegalArgumentException if the address is not resolved
         * @throws IllegalStateException if the resolver is iterative
         */
        public Builder server(InetSocketAddress server) {
            if (hints.isPresent()) {
                throw new IllegalStateException("an iterative resolver finds its servers itself");
            }
            if (server.isUnresolved()) {
                throw new IllegalArgumentException("server must be an address and not a name: " + server);
            }
            servers.add(server);
            return this;
        }

        /**
         * Sets how long one try may take; dnsjava looks at its watch about once a second, so it may be a second more.
         *
         * @param timeout 1 ms to 1 min; 5 s by default
         * @return this builder
         * @throws IllegalArgumentException if it is outside the range
         */
        public Builder timeout(Duration timeout) {
            if (timeout.toMillis() < 1 || timeout.compareTo(Duration.ofMinutes(1)) > 0) {
                throw new IllegalArgumentException("timeout must be 1 ms to 1 min, got " + timeout);
            }
            this.timeout = timeout;
            return this;
        }

        /**
         * Sets how often one packet is sent, further tries included.
         *
         * @param attempts 1 to 10; 2 by default
         * @return this builder
         * @throws IllegalArgumentException if it is outside the range
         */
        public Builder attempts(int attempts) {
            if (attempts < 1 || attempts > 10) {
                throw new IllegalArgumentException("attempts must be 1 to 10, got " + attempts);
            }
            this.attempts = attempts;
            return this;
        }

        /**
         * Sets how long an answer over UDP may be (RFC 6891); longer ones come over TCP.
         *
         * @param octets 512 to 4096; 1232 by default
         * @return this builder
         * @throws IllegalArgumentException if it is outside the range
         */
        public Builder udpOctets(int octets) {
            if (octets < 512 || octets > 4096) {
                throw new IllegalArgumentException("octets must be 512 to 4096, got " + octets);
            }
            this.udpOctets = octets;
            return this;
        }

        /**
         * Sets how many exchanges may be under way at once; the others wait for their turn, without a thread. More at once are lost in
         * buffers on the way, and then look like time-outs.
         *
         * @param exchanges 1 to 10 000; 128 by default
         * @return this builder
         * @throws IllegalArgumentException if it is outside the range
         */
        public Builder inFlight(int exchanges) {
            if (exchanges < 1 || exchanges > 10_000) {
                throw new IllegalArgumentException("exchanges must be 1 to 10000, got " + exchanges);
            }
            this.inFlight = exchanges;
            return this;
        }

        /**
         * Sets where answers are read and signatures are checked.
         *
         * @param executor the host's; by default the common pool
         * @return this builder
         */
        public Builder executor(Executor executor) {
            this.executor = Objects.requireNonNull(executor, "executor");
            return this;
        }

        /**
         * Names the vantage point, for people.
         *
         * @param name for example {@code Frankfurt}; by default the first server's address and port, or {@code iterative}
         * @return this builder
         */
        public Builder vantagePoint(String name) {
            this.vantagePoint = Optional.of(Objects.requireNonNull(name, "name"));
            return this;
        }

        /**
         * Builds the resolver.
         *
         * @return the resolver
         */
        public DnsjavaResolver build() {
            DnsjavaResolver resolver = buildQuietly();
            anchors.reasonForNone()
                    .ifPresent(reason ->
                            log.warn("dnssec=off vantagePoint={} reason={}", resolver.vantagePoint(), reason));
            return resolver;
        }

        private Exchange exchange(boolean validates) {
            Wire wire = new Wire(timeout, attempts, udpOctets, validates, hints.isEmpty(), new Gate(inFlight));
            return hints.<Exchange>map(root -> new Iteration(root, clock, wire))
                    .orElseGet(() -> new Upstream(servers, wire));
        }

        private String defaultVantagePoint() {
            return hints.isPresent()
                    ? "iterative"
                    : servers.get(0).getAddress().getHostAddress() + ":"
                            + servers.get(0).getPort();
        }

        DnsjavaResolver buildQuietly() {
            return new DnsjavaResolver(this);
        }
    }
}
