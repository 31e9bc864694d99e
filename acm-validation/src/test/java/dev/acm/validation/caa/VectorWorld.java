package dev.acm.validation.caa;

import static dev.acm.validation.vectors.Vectors.maps;
import static dev.acm.validation.vectors.Vectors.number;
import static dev.acm.validation.vectors.Vectors.object;
import static dev.acm.validation.vectors.Vectors.string;

import dev.acm.spi.DnsAnswer;
import dev.acm.spi.DnsAnswer.Security;
import dev.acm.spi.DnsAnswer.Status;
import dev.acm.spi.DnsQuestion;
import dev.acm.spi.DnsRecord;
import dev.acm.spi.DnsResolver;
import dev.acm.validation.vectors.Vectors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The small DNS world of a vector in caa.json, as a resolver. */
final class VectorWorld implements DnsResolver {
    static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private record Entry(String name, String type, long ttl, int flags, String tag, String value, String target) {}

    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Object> world;
    final List<String> asked = new ArrayList<>();

    VectorWorld(Map<String, Object> world) {
        this.world = world;
        for (Map<String, Object> generate : maps(world, "generate")) {
            for (long i = 0; i < number(generate, "count"); i++) {
                entries.add(entry(generate, Long.toString(i)));
            }
        }
        maps(world, "records").forEach(record -> entries.add(entry(record, "{i}")));
    }

    private static Entry entry(Map<String, Object> record, String index) {
        return new Entry(
                lower(string(record, "name")),
                string(record, "type"),
                number(record, "ttl"),
                (int) number(record, "flags"),
                text(record, "tag").replace("{i}", index),
                text(record, "value").replace("{i}", index),
                lower(text(record, "target")));
    }

    private static String text(Map<String, Object> record, String key) {
        return record.get(key) == null ? "" : string(record, key);
    }

    private static String lower(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    @Override
    public CompletionStage<DnsAnswer> ask(DnsQuestion question) {
        String current = lower(question.name());
        asked.add(current);
        List<DnsRecord.Cname> aliases = new ArrayList<>();
        Security security = Security.SECURE;
        for (int hop = 0; hop <= 16; hop++) {
            security = weaker(security, security(current));
            Optional<Status> fault = fault(current, question.type());
            if (fault.isPresent()) {
                return answer(question, fault.get(), aliases, List.of(), security);
            }
            List<DnsRecord> found = records(current, question.type());
            if (!found.isEmpty()) {
                return answer(question, Status.NOERROR, aliases, found, security);
            }
            Optional<DnsRecord.Cname> alias = alias(current);
            if (alias.isEmpty()) {
                return answer(question, Status.NOERROR, aliases, List.of(), security);
            }
            aliases.add(alias.get());
            current = lower(alias.get().target());
        }
        return answer(question, Status.ALIAS_LOOP, aliases, List.of(), security);
    }

    private List<DnsRecord> records(String name, String type) {
        List<DnsRecord> found = new ArrayList<>();
        for (Entry e : entries) {
            if (e.type().equals("CAA") && type.equals("CAA") && e.name().equals(name)) {
                found.add(new DnsRecord.Caa(name + ".", e.ttl(), e.flags(), e.tag(), e.value()));
            }
        }
        return found;
    }

    private Optional<DnsRecord.Cname> alias(String name) {
        for (Entry e : entries) {
            if (e.type().equals("CNAME") && e.name().equals(name)) {
                return Optional.of(new DnsRecord.Cname(name + ".", e.ttl(), e.target() + "."));
            }
            if (e.type().equals("DNAME") && name.endsWith("." + e.name())) {
                String prefix = name.substring(0, name.length() - e.name().length());
                return Optional.of(new DnsRecord.Cname(name + ".", e.ttl(), prefix + e.target() + "."));
            }
        }
        return Optional.empty();
    }

    private Optional<Status> fault(String name, String type) {
        return maps(world, "faults").stream()
                .filter(f -> lower(string(f, "name")).equals(name)
                        && string(f, "type").equals(type))
                .map(f -> Vectors.fault(string(f, "fault")))
                .findFirst();
    }

    private Security security(String name) {
        if (world.get("security") == null) {
            return Security.INSECURE;
        }
        Map<String, Object> security = object(world.get("security"));
        Map<String, Object> zones = security.get("zones") == null ? Map.of() : object(security.get("zones"));
        String status = zones.keySet().stream()
                .filter(apex -> name.equals(lower(apex)) || name.endsWith("." + lower(apex)))
                .max(Comparator.comparingInt(String::length))
                .map(apex -> string(zones, apex))
                .orElse(security.get("default") == null ? "insecure" : string(security, "default"));
        return Security.valueOf(status.toUpperCase(Locale.ROOT));
    }

    private static Security weaker(Security one, Security other) {
        List<Security> order = List.of(Security.SECURE, Security.INSECURE, Security.INDETERMINATE, Security.BOGUS);
        return order.get(Math.max(order.indexOf(one), order.indexOf(other)));
    }

    private static CompletionStage<DnsAnswer> answer(
            DnsQuestion question,
            Status status,
            List<DnsRecord.Cname> aliases,
            List<DnsRecord> records,
            Security security) {
        boolean unusable = security == Security.BOGUS || security == Security.INDETERMINATE;
        return CompletableFuture.completedFuture(new DnsAnswer(
                question,
                status,
                aliases,
                unusable ? List.of() : records,
                security,
                "vector",
                Optional.empty(),
                Optional.empty(),
                NOW));
    }

    @Override
    public String vantagePoint() {
        return "vector";
    }
}
