package dev.acm.testkit;

import dev.acm.spi.DnsAnswer;
import dev.acm.spi.DnsAnswer.Security;
import dev.acm.spi.DnsAnswer.Status;
import dev.acm.spi.DnsQuestion;
import dev.acm.spi.DnsRecord;
import dev.acm.spi.DnsResolver;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * DNS from a script. A name that has no record, and none below it, does not exist; a name that has only others has no data.
 * CNAMEs are followed. Faults and lies can be set for each question, and answers be held back. Thread-safe.
 */
public final class FakeDns implements DnsResolver {
    private static final int MAX_ALIASES = 16;
    private static final Duration NEGATIVE_TTL = Duration.ofMinutes(5);
    private static final long TTL_SECONDS = 300;

    private final String vantagePoint;
    private final InstantSource time;
    private final Map<String, List<DnsRecord>> zone = new HashMap<>();
    private final Map<DnsQuestion, Status> troubles = new HashMap<>();
    private final Map<DnsQuestion, DnsAnswer> lies = new HashMap<>();
    private final Map<String, Security> securities = new HashMap<>();
    private final List<DnsQuestion> asked = new ArrayList<>();
    private final List<Runnable> held = new ArrayList<>();
    private boolean holding;

    /**
     * Creates an empty DNS.
     *
     * @param time what answers are dated with
     */
    public FakeDns(InstantSource time) {
        this("fake-dns", time);
    }

    /**
     * Creates an empty DNS as seen from somewhere.
     *
     * @param vantagePoint the name of the vantage point
     * @param time what answers are dated with
     */
    public FakeDns(String vantagePoint, InstantSource time) {
        this.vantagePoint = Objects.requireNonNull(vantagePoint, "vantagePoint");
        this.time = Objects.requireNonNull(time, "time");
    }

    /**
     * Adds a record.
     *
     * @param record the record; its owner name absolute
     * @return this DNS
     */
    public synchronized FakeDns add(DnsRecord record) {
        zone.computeIfAbsent(lower(record.owner()), name -> new ArrayList<>()).add(record);
        return this;
    }

    /**
     * Adds an alias.
     *
     * @param owner the owner name, absolute
     * @param target where it leads, absolute
     * @return this DNS
     */
    public FakeDns cname(String owner, String target) {
        return add(new DnsRecord.Cname(lower(owner), TTL_SECONDS, lower(target)));
    }

    /**
     * Adds a text record.
     *
     * @param owner the owner name, absolute
     * @param text its only string
     * @return this DNS
     */
    public FakeDns txt(String owner, String text) {
        return add(new DnsRecord.Txt(lower(owner), TTL_SECONDS, List.of(text)));
    }

    /**
     * Adds a CAA record.
     *
     * @param owner the owner name, absolute
     * @param flags 0, or 128 for critical
     * @param tag for example {@code issue}
     * @param value for example {@code amazon.com}
     * @return this DNS
     */
    public FakeDns caa(String owner, int flags, String tag, String value) {
        return add(new DnsRecord.Caa(lower(owner), TTL_SECONDS, flags, tag, value));
    }

    /**
     * Removes all records of a name.
     *
     * @param owner the owner name, absolute
     * @return this DNS
     */
    public synchronized FakeDns remove(String owner) {
        zone.remove(lower(owner));
        return this;
    }

    /**
     * Makes a question fail, until {@link #heal} is called.
     *
     * @param owner the name asked for, absolute
     * @param type the type asked for
     * @param status how it fails
     * @return this DNS
     */
    public synchronized FakeDns fail(String owner, String type, Status status) {
        troubles.put(new DnsQuestion(owner, type), status);
        return this;
    }

    /**
     * Gives one question a made-up answer, until {@link #heal} is called.
     *
     * @param answer what to answer, whatever the records say
     * @return this DNS
     */
    public synchronized FakeDns lie(DnsAnswer answer) {
        lies.put(answer.question(), answer);
        return this;
    }

    /**
     * Sets what DNSSEC says of a name and all below it; INSECURE where not set.
     *
     * @param apex the name, absolute
     * @param security what DNSSEC says
     * @return this DNS
     */
    public synchronized FakeDns security(String apex, Security security) {
        securities.put(lower(apex), security);
        return this;
    }

    /**
     * Takes faults and lies back; the records stay.
     *
     * @return this DNS
     */
    public synchronized FakeDns heal() {
        troubles.clear();
        lies.clear();
        return this;
    }

    /**
     * Holds answers back from now on, until {@link #release}. What is answered is fixed when it is asked.
     *
     * @return this DNS
     */
    public synchronized FakeDns hold() {
        holding = true;
        return this;
    }

    /** Gives the answers held back, in the order asked, and holds back no more. */
    public void release() {
        List<Runnable> now;
        synchronized (this) {
            holding = false;
            now = List.copyOf(held);
            held.clear();
        }
        now.forEach(Runnable::run);
    }

    /**
     * What was asked.
     *
     * @return a copy, in order
     */
    public synchronized List<DnsQuestion> asked() {
        return List.copyOf(asked);
    }

    @Override
    public synchronized CompletionStage<DnsAnswer> ask(DnsQuestion question) {
        asked.add(question);
        DnsAnswer answer = lies.containsKey(question) ? lies.get(question) : resolve(question);
        CompletableFuture<DnsAnswer> future = new CompletableFuture<>();
        if (holding) {
            held.add(() -> future.complete(answer));
        } else {
            future.complete(answer);
        }
        return future;
    }

    @Override
    public String vantagePoint() {
        return vantagePoint;
    }

    private DnsAnswer resolve(DnsQuestion question) {
        List<DnsRecord.Cname> aliases = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        List<Security> securityOnTheWay = new ArrayList<>();
        String name = question.name();
        while (true) {
            securityOnTheWay.add(securityOf(name));
            Status trouble = troubles.get(new DnsQuestion(name, question.type()));
            if (trouble != null) {
                return answer(question, trouble, aliases, List.of(), Security.INDETERMINATE);
            }
            List<DnsRecord> here = zone.getOrDefault(name, List.of());
            List<DnsRecord> wanted =
                    here.stream().filter(r -> type(r).equals(question.type())).toList();
            Optional<DnsRecord.Cname> alias = here.stream()
                    .filter(DnsRecord.Cname.class::isInstance)
                    .map(DnsRecord.Cname.class::cast)
                    .findFirst();
            if (!wanted.isEmpty() || alias.isEmpty()) {
                Status status = exists(name) ? Status.NOERROR : Status.NXDOMAIN;
                return answer(question, status, aliases, wanted, weakest(securityOnTheWay));
            }
            aliases.add(alias.get());
            if (!seen.add(name) || aliases.size() > MAX_ALIASES) {
                return answer(question, Status.ALIAS_LOOP, aliases, List.of(), weakest(securityOnTheWay));
            }
            name = alias.get().target();
        }
    }

    /** A name exists too when only names below it do (RFC 8020). */
    private boolean exists(String name) {
        return zone.containsKey(name) || zone.keySet().stream().anyMatch(owner -> owner.endsWith("." + name));
    }

    private Security securityOf(String name) {
        String rest = name;
        while (!rest.isEmpty()) {
            Security security = securities.get(rest);
            if (security != null) {
                return security;
            }
            rest = rest.substring(rest.indexOf('.') + 1);
        }
        return securities.getOrDefault(".", Security.INSECURE);
    }

    private static Security weakest(List<Security> securities) {
        for (Security security : List.of(Security.BOGUS, Security.INDETERMINATE, Security.INSECURE)) {
            if (securities.contains(security)) {
                return security;
            }
        }
        return Security.SECURE;
    }

    private DnsAnswer answer(
            DnsQuestion question,
            Status status,
            List<DnsRecord.Cname> aliases,
            List<DnsRecord> records,
            Security security) {
        boolean absent = records.isEmpty() && (status == Status.NOERROR || status == Status.NXDOMAIN);
        return new DnsAnswer(
                question,
                status,
                aliases,
                records,
                security,
                vantagePoint,
                Optional.empty(),
                absent ? Optional.of(NEGATIVE_TTL) : Optional.empty(),
                time.instant());
    }

    private static String type(DnsRecord record) {
        if (record instanceof DnsRecord.Other other) {
            return other.type();
        }
        return record.getClass().getSimpleName().toUpperCase(Locale.ROOT);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
