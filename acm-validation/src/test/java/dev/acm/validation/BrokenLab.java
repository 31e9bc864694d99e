package dev.acm.validation;

import dev.acm.CertificateManager;
import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateStatus;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.dcv.ResourceRecord;
import dev.acm.dcv.ValidationTokens;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.event.Caller;
import dev.acm.loopbackdns.LoopbackDns;
import dev.acm.loopbackdns.LoopbackDns.Fault;
import dev.acm.loopbackdns.LoopbackZone;
import dev.acm.memory.InMemoryRecordStore;
import dev.acm.name.DomainName;
import dev.acm.request.CertificateRequest;
import dev.acm.spi.AuthorityDescription;
import dev.acm.spi.DnsAnswer;
import dev.acm.spi.DnsQuestion;
import dev.acm.spi.DnsResolver;
import dev.acm.spi.ValidationZone;
import dev.acm.testkit.FakeAuthority;
import dev.acm.testkit.FakeValidationZone;
import dev.acm.testkit.MutableTime;
import dev.acm.validation.caa.CaaIdentities;
import dev.acm.validation.caa.DnsCaaPolicy;
import dev.acm.validation.dns.AuthoritativeView;
import dev.acm.validation.dns.DnsjavaResolver;
import dev.acm.validation.dns.TrustAnchors;
import dev.acm.vault.HostKey;
import dev.acm.vault.JdkKeyPairSource;
import dev.acm.vault.SoftwareKeyVault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A signed zone below a signed top, and a whole manager that wants a certificate for a name in it. {@link #nameServers} gives the
 * zone two name servers of its own beside what the resolver sees.
 */
final class BrokenLab implements AutoCloseable {
    static final String NAME = "shop.example.test";
    static final String ACCOUNT = "123456789012";

    private static final Duration PATIENT = Duration.ofSeconds(5);
    private static final Duration BRIEF = Duration.ofMillis(300);
    private static final Instant BEGIN = Instant.parse("2026-11-23T12:00:00Z");
    private static final ValidationTokens TOKENS =
            ValidationTokens.of(List.of(new byte[32]), DomainName.parse("validation.acm.test"));
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final FakeAuthority AUTHORITY = authority();

    final MutableTime time = MutableTime.at(BEGIN.toString());
    final LoopbackDns server = LoopbackDns.start(time);
    final LoopbackZone top = server.signedZone("test.");
    final LoopbackZone zone = server.signedZone("example.test.");
    private final FakeValidationZone unseen = new FakeValidationZone(DomainName.parse("acm.test"));
    private final List<LoopbackDns> others = new ArrayList<>();
    private final List<LoopbackZone> copies = new ArrayList<>();
    private Optional<LoopbackZone> parent = Optional.empty();
    private Duration timeout = PATIENT;
    private TrustAnchors anchors = TrustAnchors.of(List.of(top.ds()));
    private DnsjavaResolver current = resolver();
    private boolean writesZone;
    private Optional<LoopbackZone> shown = Optional.empty();
    private final ValidationZone written = new ValidationZone() {
        @Override
        public DomainName apex() {
            return unseen.apex();
        }

        @Override
        public CompletionStage<Change> add(String name, String value) {
            shown.ifPresent(seen -> seen.add(name + " 0 IN TXT \"" + value + "\""));
            return unseen.add(name, value);
        }

        @Override
        public CompletionStage<Change> remove(String name, String value) {
            shown.ifPresent(seen -> seen.remove(name, "TXT"));
            return unseen.remove(name, value);
        }
    };
    private final DnsResolver resolver = new DnsResolver() {
        @Override
        public CompletionStage<DnsAnswer> ask(DnsQuestion question) {
            return current.ask(question);
        }

        @Override
        public String vantagePoint() {
            return current.vantagePoint();
        }
    };
    private Optional<CertificateManager> manager = Optional.empty();
    private Optional<CertificateArn> certificate = Optional.empty();

    BrokenLab() {
        top.delegate(zone);
    }

    private static FakeAuthority authority() {
        FakeAuthority fake = FakeAuthority.create(Instant.parse("2026-01-01T00:00:00Z"));
        return fake.describedAs(AuthorityDescription.builder("fake", CaaIdentities.amazon())
                .trustAnchors(fake.describe().trustAnchors())
                .build());
    }

    private DnsjavaResolver resolver() {
        return DnsjavaResolver.builder(server.address(), anchors, time)
                .timeout(timeout)
                .attempts(1)
                .build();
    }

    static ResourceRecord record(String account, String name) {
        return TOKENS.record(account, DomainName.parse(name));
    }

    String owner() {
        return record(ACCOUNT, NAME).name();
    }

    String value() {
        return record(ACCOUNT, NAME).value();
    }

    /** The label that makes the record's name. */
    String label() {
        return owner().substring(0, owner().indexOf('.'));
    }

    void publish() {
        add(owner(), value());
        copies.forEach(copy -> copy.add(owner() + " 60 IN CNAME " + value()));
    }

    void add(String owner, String target) {
        zone.add(owner + " 60 IN CNAME " + target);
    }

    void at(String type, String data) {
        zone.add(owner() + " 60 IN " + type + " " + data);
    }

    void caa(String owner, String data) {
        zone.add(owner + " 60 IN CAA " + data);
    }

    void chain(int length) {
        String from = owner();
        for (int i = 1; i < length; i++) {
            add(from, "hop" + i + ".example.test.");
            from = "hop" + i + ".example.test.";
        }
        add(from, value());
    }

    void breakDs() {
        try (LoopbackDns other = LoopbackDns.start(time)) {
            top.remove("example.test.", "DS")
                    .add(other.signedZone("example.test.").ds());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void repairDs() {
        top.remove("example.test.", "DS").add(zone.ds());
    }

    void fault(String name, String type, Fault fault) {
        server.fault(name, type, fault);
        beBrief(fault == Fault.DROP || fault == Fault.DELAY);
    }

    private void beBrief(boolean brief) {
        timeout = brief ? BRIEF : PATIENT;
        current = resolver();
    }

    void heal() {
        server.heal();
        others.forEach(LoopbackDns::heal);
        beBrief(false);
    }

    void trust(TrustAnchors others) {
        anchors = others;
        current = resolver();
    }

    void trustTop() {
        trust(TrustAnchors.of(List.of(top.ds())));
    }

    /** The second half of ACM's design, into a zone that nobody sees, or that fails. */
    void writeZone(boolean fails) {
        writesZone = true;
        unseen.failing(fails);
    }

    /** Lets the zone that is written be seen. */
    void showZone() {
        unseen.failing(false);
        LoopbackZone seen = server.signedZone("acm.test.");
        top.delegate(seen);
        shown = Optional.of(seen);
    }

    /** Two name servers of the zone, and one of the zone above, each on an address of its own. */
    void nameServers() {
        try {
            int port = server.address().getPort();
            LoopbackDns above = start(2, port);
            top.remove("test.", "NS").add("test. 60 IN NS ns.test.").add("ns.test. 60 IN A 127.0.0.2");
            zone.remove("example.test.", "NS");
            for (int i = 1; i <= 2; i++) {
                zone.add("example.test. 60 IN NS ns" + i + ".example.test.")
                        .add("ns" + i + ".example.test. 60 IN A 127.0.0." + (i + 2));
                LoopbackZone copy = start(i + 2, port).zone("example.test.").remove("example.test.", "NS");
                copies.add(copy.add("example.test. 60 IN NS ns1.example.test.")
                        .add("example.test. 60 IN NS ns2.example.test."));
            }
            parent = Optional.of(above.zone("test."));
            delegate("ns1.example.test.", "ns2.example.test.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LoopbackDns start(int last, int port) throws IOException {
        LoopbackDns other =
                LoopbackDns.start(time, new InetSocketAddress(InetAddress.getByName("127.0.0." + last), port));
        others.add(other);
        return other;
    }

    /** What the zone above says of the zone's name servers. */
    void delegate(String... names) {
        LoopbackZone above = parent.orElseThrow().remove("example.test.", "NS");
        for (String name : names) {
            above.add("example.test. 60 IN NS " + name);
        }
    }

    LoopbackZone copy(int number) {
        return copies.get(number - 1);
    }

    LoopbackDns nameServer(int number) {
        return others.get(number);
    }

    /** What a person does who is given the record: it takes the place of what was there; a CAA record joins its set. */
    void follow(Diagnosis diagnosis) {
        ResourceRecord record = diagnosis.record().orElseThrow();
        if (record.type().equals("CNAME")) {
            for (String type : List.of("CNAME", "TXT", "A", "MX")) {
                zone.remove(record.name(), type);
            }
        }
        if (diagnosis.code().equals("DNS_AT_BASE")) {
            zone.remove(NAME + ".", "CNAME");
        }
        (record.name().equals("test.") ? top : zone).add(record.toZoneLine());
    }

    /** The cause that the manager names first; empty when the certificate was issued. */
    Optional<Diagnosis> request(String name) {
        CertificateManager made = manager();
        manager = Optional.of(made);
        certificate = Optional.of(made.request(CertificateRequest.builder(name)
                        .keyAlgorithm(KeyAlgorithm.EC_prime256v1)
                        .build())
                .arn());
        made.runDue(100);
        return cause();
    }

    private CertificateManager manager() {
        DnsValidation plain = DnsValidation.of(resolver, TOKENS);
        DnsValidation validation = parent.isEmpty()
                ? plain
                : plain.withServers(AuthoritativeView.of(resolver, time)
                        .inClosedNetwork(server.address().getPort())
                        .withTimeout(PATIENT));
        return CertificateManager.builder(new InMemoryRecordStore(), time)
                .authority(AUTHORITY)
                .validator(writesZone ? validation.withZone(written, RANDOM) : validation)
                .caaPolicy(DnsCaaPolicy.of(resolver))
                .vault(new SoftwareKeyVault(
                        List.of(HostKey.of("first", new byte[32])), new JdkKeyPairSource(RANDOM), RANDOM))
                .defaultCaller(new Caller(ACCOUNT, "alice", "192.0.2.7"))
                .build();
    }

    /** Lets the manager go on by itself, for so long at most. */
    Optional<Diagnosis> goOn(Duration atMost) {
        Instant end = time.instant().plus(atMost);
        while (cause().isPresent() && time.instant().isBefore(end)) {
            Instant next = manager.orElseThrow().runDue(100).nextRun().orElse(end);
            time.set(next.isAfter(time.instant()) ? next : time.instant().plusSeconds(1));
        }
        return cause();
    }

    private Optional<Diagnosis> cause() {
        CertificateManager made = manager.orElseThrow();
        CertificateArn arn = certificate.orElseThrow();
        if (made.describe(arn).status() == CertificateStatus.ISSUED) {
            return Optional.empty();
        }
        return Optional.of(made.explain(arn).diagnoses().stream()
                .findFirst()
                .orElseGet(() -> Diagnosis.builder(
                                "UNEXPLAINED", made.describe(arn).toString())
                        .build()));
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (LoopbackDns other : others) {
            other.close();
        }
    }
}
