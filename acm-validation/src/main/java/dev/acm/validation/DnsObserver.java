package dev.acm.validation;

import dev.acm.dcv.ResourceRecord;
import dev.acm.name.DomainName;
import dev.acm.spi.DnsAnswer;
import dev.acm.spi.DnsQuestion;
import dev.acm.spi.DnsRecord;
import dev.acm.spi.DnsResolver;
import dev.acm.validation.DnsFacts.Chain;
import dev.acm.validation.DnsFacts.Hint;
import dev.acm.validation.DnsFacts.Place;
import dev.acm.validation.dns.AuthoritativeView;
import dev.acm.validation.internal.Asking;
import dev.acm.validation.internal.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** Asks what a validation record looks like, and where it went when it is not there. Judges nothing. */
final class DnsObserver {
    /** More than ACM's five, so that a chain that is too long can be shown as such. */
    private static final int MAX_HOPS = 8;

    private static final int MAX_ZONES = 4;

    private final DnsResolver resolver;
    private final Optional<AuthoritativeView> servers;
    private final Optional<FreshValues> values;

    DnsObserver(DnsResolver resolver, Optional<AuthoritativeView> servers, Optional<FreshValues> values) {
        this.resolver = resolver;
        this.servers = servers;
        this.values = values;
    }

    CompletionStage<DnsFacts> observe(DomainName base, List<ResourceRecord> accepted) {
        List<CompletionStage<Chain>> walks = new ArrayList<>();
        for (ResourceRecord record : accepted) {
            walks.add(follow(record.name(), record.name(), ExpectedValue.of(record), new ArrayList<>()));
        }
        return Asking.all(walks).thenCompose(chains -> withHints(base, accepted, chains));
    }

    private CompletionStage<Chain> follow(String start, String name, List<String> targets, List<DnsAnswer> hops) {
        return Asking.ask(resolver, name, "CNAME").thenCompose(answer -> {
            hops.add(answer);
            Optional<String> target = DnsFacts.target(answer);
            boolean visited = target.isPresent()
                    && hops.stream().anyMatch(hop -> hop.question().name().equals(target.get()));
            boolean done = target.isEmpty() || targets.contains(target.get()) || visited || hops.size() >= MAX_HOPS;
            return done
                    ? CompletableFuture.completedFuture(new Chain(start, hops))
                    : follow(start, target.get(), targets, hops);
        });
    }

    /** Keeps what counts: the chain that arrives, or one that begins, and the one of the record to publish today. */
    private CompletionStage<DnsFacts> withHints(DomainName base, List<ResourceRecord> accepted, List<Chain> chains) {
        for (int i = 0; i < chains.size(); i++) {
            if (chains.get(i).reaches(ExpectedValue.of(accepted.get(i)))) {
                return arrived(chains.get(i));
            }
        }
        List<Chain> kept = new ArrayList<>();
        chains.stream().filter(Chain::begins).findFirst().ifPresent(kept::add);
        if (kept.isEmpty() || !kept.get(0).equals(chains.get(0))) {
            kept.add(chains.get(0));
        }
        List<CompletionStage<Optional<Hint>>> looks = new ArrayList<>();
        ResourceRecord wanted = accepted.get(0);
        if (kept.get(0).begins()) {
            looks.add(look(Place.WILDCARD, "_acm-no-such-record." + base.value() + ".", "CNAME"));
        } else if (kept.get(0).hops().get(0).isConclusive()) {
            elsewhere(base, wanted, looks);
        }
        return Asking.all(looks)
                .thenCombine(
                        atServers(kept.get(0).name()),
                        (hints, seen) -> new DnsFacts(
                                kept,
                                Stream.concat(hints.stream().flatMap(Optional::stream), seen.stream())
                                        .toList()));
    }

    private CompletionStage<DnsFacts> arrived(Chain chain) {
        DnsFacts facts = new DnsFacts(List.of(chain), List.of());
        if (values.isEmpty()) {
            return CompletableFuture.completedFuture(facts);
        }
        String target =
                DnsFacts.target(chain.hops().get(chain.hops().size() - 1)).orElseThrow();
        return values.get().prove(resolver, chain.name(), target).thenApply(facts::with);
    }

    private CompletionStage<List<Hint>> atServers(String name) {
        if (servers.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        return servers.get()
                .askEach(new DnsQuestion(name, "CNAME"))
                .thenCombine(servers.get().delegation(name), (answers, delegation) -> {
                    List<Hint> hints = new ArrayList<>();
                    answers.forEach(answer -> hints.add(new Hint(Place.AT_SERVER, answer)));
                    if (delegation.size() == 2) {
                        hints.add(new Hint(Place.PARENT_NS, delegation.get(0)));
                        hints.add(new Hint(Place.CHILD_NS, delegation.get(1)));
                    }
                    return hints;
                });
    }

    private void elsewhere(DomainName base, ResourceRecord wanted, List<CompletionStage<Optional<Hint>>> looks) {
        List<String> labels = base.labels();
        // providers append the zone's name, and the zone may be any parent below the top-level domain
        for (int i = 0; i < Math.min(MAX_ZONES, labels.size() - 1); i++) {
            String zone = String.join(".", labels.subList(i, labels.size())) + ".";
            looks.add(look(Place.DOUBLED, wanted.name() + zone, "CNAME"));
        }
        // who enters the bare label puts it at the top of the zone
        for (int i = 1; i <= Math.min(MAX_ZONES, labels.size() - 2); i++) {
            String zone = String.join(".", labels.subList(i, labels.size())) + ".";
            looks.add(look(Place.SHORTENED, DnsFacts.label(wanted) + "." + zone, "CNAME"));
        }
        looks.add(look(Place.TXT, wanted.name(), "TXT"));
        looks.add(look(Place.WITHOUT_UNDERSCORE, wanted.name().substring(1), "CNAME"));
        looks.add(look(Place.AT_BASE, base.value() + ".", "CNAME"));
        String domain = String.join(".", labels.subList(Math.max(0, labels.size() - 2), labels.size())) + ".";
        looks.add(look(Place.DOMAIN, domain, "SOA"));
    }

    private CompletionStage<Optional<Hint>> look(Place place, String name, String type) {
        if (name.length() > 254) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return Asking.ask(resolver, name, type).thenApply(answer -> {
            boolean telling = place == Place.DOMAIN
                    ? answer.status() == DnsAnswer.Status.NXDOMAIN
                    : answer.isConclusive() && !answer.records().isEmpty();
            return telling ? Optional.of(new Hint(place, brief(answer))) : Optional.empty();
        });
    }

    /** A hint is for people: three records, each of them short. */
    private static DnsAnswer brief(DnsAnswer answer) {
        List<DnsRecord> records = answer.records().stream()
                .limit(3)
                .map(record -> record instanceof DnsRecord.Txt txt
                        ? new DnsRecord.Txt(
                                txt.owner(),
                                txt.ttlSeconds(),
                                List.of(Octets.shorten(String.join("", txt.strings()), 200)))
                        : record)
                .toList();
        return new DnsAnswer(
                new DnsQuestion(answer.question().name(), answer.question().type()),
                answer.status(),
                List.of(),
                records,
                answer.security(),
                answer.server(),
                answer.detail(),
                answer.negativeTtl(),
                answer.at());
    }
}
