package dev.acm.validation.dns;

import dev.acm.spi.DnsAnswer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Asks the zones' own servers, from the root down (RFC 1034 section 5.3.3). It remembers which servers a zone has, at most for half an
 * hour, and never an answer. What a hostile zone can make it do is bounded: exchanges for one question, servers of one zone, names to
 * look up on the way, and addresses of the host's own network are not asked.
 */
final class Iteration implements Exchange {
    private static final int MAX_EXCHANGES = 60;
    private static final int MAX_DEPTH = 4;
    private static final int MAX_LOOKUPS = 3;
    private static final int MAX_ADDRESSES = 8;
    private static final int MAX_ZONES = 10_000;
    private static final Duration MAX_AGE = Duration.ofMinutes(30);

    private final Map<Name, Zone> zones = new ConcurrentHashMap<>();
    private final Zone root;
    private final Reach reach;
    private final InstantSource clock;
    private final Wire wire;

    Iteration(RootHints hints, InstantSource clock, Wire wire) {
        this.reach = hints.reach();
        this.clock = clock;
        this.wire = wire;
        this.root = new Zone(Name.root, hints.servers(), Instant.MAX);
    }

    private record Zone(Name apex, List<InetSocketAddress> servers, Instant until) {}

    /** One question, with what it may still cost; look-ups of servers on the way share the exchanges. */
    private record Question(Name name, int type, int depth, AtomicInteger exchanges, Executor executor) {
        Question lookup(Name server, int addressType) {
            return new Question(server, addressType, depth + 1, exchanges, executor);
        }
    }

    @Override
    public CompletionStage<Reply> ask(Name name, int type, Executor executor) {
        return ask(new Question(name, type, 0, new AtomicInteger(MAX_EXCHANGES), executor));
    }

    private CompletionStage<Reply> ask(Question question) {
        return at(nearest(question), question, 0);
    }

    /** The nearest zone above that is known; of a DS record, above its owner. */
    private Zone nearest(Question question) {
        Instant now = clock.instant();
        boolean parents = question.type() == Type.DS && question.name().labels() > 1;
        Name name = parents ? new Name(question.name(), 1) : question.name();
        while (name.labels() > 1) {
            Zone zone = zones.get(name);
            if (zone != null && now.isBefore(zone.until())) {
                return zone;
            }
            name = new Name(name, 1);
        }
        return root;
    }

    /** Asks the servers of a zone, one after the other until one helps. */
    private CompletionStage<Reply> at(Zone zone, Question question, int number) {
        if (zone.servers().isEmpty()) {
            return trouble("no address of a name server of " + zone.apex() + " that may be asked");
        }
        if (question.exchanges().decrementAndGet() < 0) {
            return trouble("more than " + MAX_EXCHANGES + " exchanges for one question");
        }
        Wire.Server server =
                wire.server(zone.servers().get(number % zone.servers().size()));
        return wire.transfer(server, question.name(), question.type(), question.executor())
                .thenCompose(reply -> {
                    Optional<Referral> referral =
                            reply.message().flatMap(m -> Referral.in(m, zone.apex(), question.name(), question.type()));
                    if (referral.isPresent()) {
                        return below(referral.get(), question).thenCompose(next -> at(next, question, 0));
                    }
                    Reply judged = wire.judge(reply, question.name());
                    boolean last = number + 1 >= wire.attempts(zone.servers().size());
                    return judged.isAnswer() || last
                            ? CompletableFuture.completedFuture(judged)
                            : at(zone, question, number + 1);
                });
    }

    private CompletionStage<Zone> below(Referral referral, Question question) {
        List<InetSocketAddress> known = allowed(referral.glue());
        CompletionStage<List<InetSocketAddress>> addresses = known.isEmpty()
                ? lookUp(referral.servers(), question, 0, new ArrayList<>())
                : CompletableFuture.completedFuture(known);
        return addresses.thenApply(servers -> remembered(referral, servers));
    }

    private Zone remembered(Referral referral, List<InetSocketAddress> servers) {
        Duration ttl = Duration.ofSeconds(Math.max(0, referral.ttl()));
        Zone zone = new Zone(referral.cut(), servers, clock.instant().plus(ttl.compareTo(MAX_AGE) > 0 ? MAX_AGE : ttl));
        if (!servers.isEmpty()) {
            if (zones.size() >= MAX_ZONES) {
                zones.clear();
            }
            zones.put(zone.apex(), zone);
        }
        return zone;
    }

    private List<InetSocketAddress> allowed(List<InetAddress> addresses) {
        return addresses.stream()
                .flatMap(address -> reach.check(address).stream())
                .limit(MAX_ADDRESSES)
                .toList();
    }

    /** The addresses of servers that lie elsewhere; the first that has some is enough, since each costs a walk of its own. */
    private CompletionStage<List<InetSocketAddress>> lookUp(
            List<Name> servers, Question question, int number, List<InetSocketAddress> found) {
        boolean enough = !found.isEmpty() || number >= Math.min(MAX_LOOKUPS, servers.size());
        if (enough || question.depth() >= MAX_DEPTH) {
            return CompletableFuture.completedFuture(found);
        }
        Name server = servers.get(number);
        return ask(question.lookup(server, Type.A))
                .thenCombine(ask(question.lookup(server, Type.AAAA)), (four, six) -> {
                    List<InetAddress> addresses = addresses(four, server);
                    addresses.addAll(addresses(six, server));
                    found.addAll(allowed(addresses));
                    return found;
                })
                .thenCompose(all -> lookUp(servers, question, number + 1, all));
    }

    private static List<InetAddress> addresses(Reply reply, Name server) {
        List<InetAddress> addresses = new ArrayList<>();
        List<Record> answer = reply.message().map(Iteration::answer).orElse(List.of());
        for (Record record : answer) {
            if (record.getName().equals(server) && record instanceof ARecord a) {
                addresses.add(a.getAddress());
            } else if (record.getName().equals(server) && record instanceof AAAARecord aaaa) {
                addresses.add(aaaa.getAddress());
            }
        }
        return addresses;
    }

    private static List<Record> answer(Message message) {
        return message.getSection(Section.ANSWER);
    }

    private static CompletionStage<Reply> trouble(String why) {
        return CompletableFuture.completedFuture(
                Reply.trouble(DnsAnswer.Status.UNREACHABLE, "iteration from the root", why));
    }
}
