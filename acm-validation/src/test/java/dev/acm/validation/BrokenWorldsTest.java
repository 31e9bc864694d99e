package dev.acm.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.certificate.CertificateArn;
import dev.acm.dcv.ResourceRecord;
import dev.acm.dcv.ValidationTokens;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.loopbackdns.LoopbackDns;
import dev.acm.loopbackdns.LoopbackDns.Fault;
import dev.acm.loopbackdns.LoopbackZone;
import dev.acm.loopbackdns.LoopbackZone.Signing;
import dev.acm.name.DomainName;
import dev.acm.spi.CaaDecision;
import dev.acm.spi.CaaQuestion;
import dev.acm.spi.Judgement;
import dev.acm.spi.ValidationRules;
import dev.acm.spi.ValidationSubject;
import dev.acm.validation.caa.CaaIdentities;
import dev.acm.validation.caa.DnsCaaPolicy;
import dev.acm.validation.dns.DnsjavaResolver;
import dev.acm.validation.dns.TrustAnchors;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Broken worlds, each broken in one way: the right cause is named first, and what the diagnosis advises, when done, makes the
 * name ready for issuing.
 */
class BrokenWorldsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final Duration PATIENT = Duration.ofSeconds(5);
    private static final String NAME = "shop.example.test";
    private static final ValidationTokens TOKENS =
            ValidationTokens.of(List.of(new byte[32]), DomainName.parse("validation.acm.test"));

    private record World(
            String title, String name, Consumer<Lab> breaks, String cause, Optional<Consumer<Lab>> repair) {}

    /** The mistake is in the records, and doing what the diagnosis' record says repairs it. */
    private static World world(String title, Consumer<Lab> breaks, String cause) {
        return new World(title, NAME, breaks, cause, Optional.empty());
    }

    /** The record is right, something else is broken, and the remedy names it. */
    private static World world(String title, Consumer<Lab> breaks, String cause, Consumer<Lab> repair) {
        return new World(
                title,
                NAME,
                lab -> {
                    lab.publish();
                    breaks.accept(lab);
                },
                cause,
                Optional.of(repair));
    }

    private static World caa(String title, String name, Consumer<Lab> breaks, String cause) {
        return new World(
                title,
                name,
                lab -> {
                    lab.publish();
                    breaks.accept(lab);
                },
                cause,
                Optional.empty());
    }

    private static Stream<World> records() {
        return Stream.of(
                world("nothing published", lab -> {}, "DNS_NO_RECORD"),
                world("an address at the name", lab -> lab.at("A", "192.0.2.1"), "DNS_NO_DATA"),
                world("a mail exchanger at the name", lab -> lab.at("MX", "1 m.example.test."), "DNS_NO_DATA"),
                world(
                        "the zone appended",
                        lab -> lab.add(lab.owner() + "example.test.", lab.value()),
                        "DNS_NAME_DOUBLED"),
                world(
                        "the whole name appended",
                        lab -> lab.add(lab.owner() + NAME + ".", lab.value()),
                        "DNS_NAME_DOUBLED"),
                world(
                        "appended, and the value without underscore",
                        lab -> lab.add(
                                lab.owner() + "example.test.", lab.value().substring(1)),
                        "DNS_NAME_DOUBLED"),
                world("the value in a TXT record", lab -> lab.at("TXT", "\"" + lab.value() + "\""), "DNS_TXT_INSTEAD"),
                world(
                        "the name without underscore",
                        lab -> lab.add(lab.owner().substring(1), lab.value()),
                        "DNS_NO_UNDERSCORE"),
                world("at the domain itself", lab -> lab.add(NAME + ".", lab.value()), "DNS_AT_BASE"),
                world(
                        "another account's value",
                        lab -> lab.add(lab.owner(), lab.record("bob", NAME).value()),
                        "DNS_OTHER_TOKEN"),
                world(
                        "another name's value",
                        lab -> lab.add(
                                lab.owner(),
                                lab.record("alice", "www.example.test").value()),
                        "DNS_OTHER_TOKEN"),
                world("a value made up", lab -> lab.add(lab.owner(), "_x.validation.acm.test."), "DNS_OTHER_TOKEN"),
                world(
                        "the validation domain itself",
                        lab -> lab.add(lab.owner(), "validation.acm.test."),
                        "DNS_WRONG_VALUE"),
                world(
                        "another authority's value",
                        lab -> lab.add(lab.owner(), "_y.acm-validations.aws."),
                        "DNS_WRONG_VALUE"),
                world("the root as the value", lab -> lab.add(lab.owner(), "."), "DNS_WRONG_VALUE"),
                world(
                        "a value cut off",
                        lab -> lab.add(lab.owner(), lab.value().substring(0, 20) + ".test."),
                        "DNS_WRONG_VALUE"),
                world(
                        "no final dot in the value",
                        lab -> lab.add(lab.owner(), lab.value() + "example.test."),
                        "DNS_VALUE_DOUBLED"),
                world(
                        "no final dot, at a name below",
                        lab -> lab.add(lab.owner(), lab.value() + NAME + "."),
                        "DNS_VALUE_DOUBLED"),
                world(
                        "a wildcard for parked names",
                        lab -> lab.add("*.example.test.", "parked.elsewhere.test."),
                        "DNS_WILDCARD_COVERS"),
                world(
                        "a wildcard for the shop",
                        lab -> lab.add("*." + NAME + ".", "cdn.elsewhere.test."),
                        "DNS_WILDCARD_COVERS"),
                world(
                        "a wildcard that covers its own target",
                        lab -> lab.add("*.example.test.", "parked.example.test."),
                        "DNS_WILDCARD_COVERS"),
                world(
                        "two CNAME records",
                        lab -> {
                            lab.publish();
                            lab.add(lab.owner(), "other.example.test.");
                        },
                        "DNS_SEVERAL_CNAMES"),
                world(
                        "two names that lead to each other",
                        lab -> {
                            lab.add(lab.owner(), "a.example.test.");
                            lab.add("a.example.test.", lab.owner());
                        },
                        "DNS_CNAME_LOOP"),
                world("a name that leads to itself", lab -> lab.add(lab.owner(), lab.owner()), "DNS_CNAME_LOOP"),
                world("six in a chain", lab -> lab.chain(6), "DNS_CHAIN_TOO_LONG"),
                world("twelve in a chain", lab -> lab.chain(12), "DNS_CHAIN_TOO_LONG"),
                world("a chain into nothing", lab -> lab.add(lab.owner(), "gone.example.test."), "DNS_WRONG_VALUE"));
    }

    private static Stream<World> servers() {
        Consumer<Lab> heal = Lab::heal;
        Consumer<Lab> sign = lab -> lab.zone.signing(Signing.GOOD);
        return Stream.concat(
                Stream.of(
                                new Object[] {Fault.DROP, "DNS_TIMEOUT"},
                                new Object[] {Fault.SERVFAIL, "DNS_SERVFAIL"},
                                new Object[] {Fault.REFUSED, "DNS_REFUSED"},
                                new Object[] {Fault.FORMERR, "DNS_ERROR"},
                                new Object[] {Fault.NOTIMP, "DNS_ERROR"},
                                new Object[] {Fault.TRUNCATE_NO_TCP, "DNS_TRUNCATED"},
                                new Object[] {Fault.GARBAGE, "DNS_MALFORMED"},
                                new Object[] {Fault.WRONG_ID, "DNS_MALFORMED"},
                                new Object[] {Fault.LAME, "DNS_LAME"})
                        .map(row -> world(
                                "the server: " + row[0],
                                lab -> lab.fault(lab.owner(), "CNAME", (Fault) row[0]),
                                (String) row[1],
                                heal)),
                Stream.of(
                        world("signatures expired", lab -> lab.zone.signing(Signing.EXPIRED), "DNSSEC_EXPIRED", sign),
                        world(
                                "signatures of tomorrow",
                                lab -> lab.zone.signing(Signing.FUTURE),
                                "DNSSEC_NOT_YET_VALID",
                                sign),
                        world("signatures damaged", lab -> lab.zone.signing(Signing.CORRUPT), "DNSSEC_BOGUS", sign),
                        world("signatures gone", lab -> lab.zone.signing(Signing.MISSING), "DNSSEC_BOGUS", sign),
                        world("another key's DS at the parent", Lab::breakDs, "DNSSEC_BOGUS", Lab::repairDs),
                        world(
                                "the keys cannot be fetched",
                                lab -> lab.fault("example.test.", "DNSKEY", Fault.DROP),
                                "DNSSEC_INDETERMINATE",
                                heal),
                        world(
                                "the DS cannot be fetched",
                                lab -> lab.fault("example.test.", "DS", Fault.SERVFAIL),
                                "DNSSEC_INDETERMINATE",
                                heal),
                        world(
                                "the second of two hops fails",
                                lab -> {
                                    lab.zone.remove(lab.owner(), "CNAME");
                                    lab.add(lab.owner(), "hop.example.test.");
                                    lab.add("hop.example.test.", lab.value());
                                    lab.fault("hop.example.test.", "CNAME", Fault.SERVFAIL);
                                },
                                "DNS_SERVFAIL",
                                heal)));
    }

    private static Stream<World> caa() {
        Consumer<Lab> heal = Lab::heal;
        return Stream.of(
                caa(
                        "CAA names another authority",
                        NAME,
                        lab -> lab.caa("example.test.", "0 issue \"other.example\""),
                        "CAA_FORBIDDEN"),
                caa("CAA names nobody", NAME, lab -> lab.caa(NAME + ".", "0 issue \";\""), "CAA_FORBIDDEN"),
                caa(
                        "CAA at the top-level domain",
                        NAME,
                        lab -> lab.top.add("test. 60 IN CAA 0 issue \"registry.example\""),
                        "CAA_FORBIDDEN"),
                caa(
                        "no wildcards",
                        "*." + NAME,
                        lab -> {
                            lab.caa("example.test.", "0 issue \"amazon.com\"");
                            lab.caa("example.test.", "0 issuewild \";\"");
                        },
                        "CAA_FORBIDDEN"),
                caa(
                        "a malformed value",
                        NAME,
                        lab -> lab.caa("example.test.", "0 issue \"amazon.com; x\""),
                        "CAA_MALFORMED"),
                caa(
                        "another account",
                        NAME,
                        lab -> lab.caa("example.test.", "0 issue \"amazon.com; accounturi=https://a.example/1\""),
                        "CAA_ACCOUNT_FORBIDDEN"),
                caa(
                        "another method",
                        NAME,
                        lab -> lab.caa("example.test.", "0 issue \"amazon.com; validationmethods=http-01\""),
                        "CAA_METHOD_FORBIDDEN"),
                world(
                        "a critical property",
                        lab -> lab.caa("example.test.", "128 tbs \"x\""),
                        "CAA_UNKNOWN_CRITICAL",
                        lab -> lab.zone.remove("example.test.", "CAA")),
                world(
                        "CAA fails at the name",
                        lab -> lab.fault(NAME + ".", "CAA", Fault.SERVFAIL),
                        "CAA_LOOKUP_FAILED",
                        heal),
                world(
                        "CAA fails at the parent",
                        lab -> lab.fault("example.test.", "CAA", Fault.DROP),
                        "CAA_LOOKUP_FAILED",
                        heal),
                world(
                        "CAA refused at the top",
                        lab -> lab.fault("test.", "CAA", Fault.REFUSED),
                        "CAA_LOOKUP_FAILED",
                        heal),
                world(
                        "denials of CAA without NSEC",
                        lab -> lab.zone.signing(Signing.NO_DENIAL),
                        "CAA_DNSSEC_BOGUS",
                        lab -> lab.zone.signing(Signing.GOOD)),
                world(
                        "the name is an alias of a circle",
                        lab -> {
                            lab.add(NAME + ".", "a.example.test.");
                            lab.add("a.example.test.", NAME + ".");
                        },
                        "CAA_LOOKUP_FAILED",
                        lab -> lab.zone.remove(NAME + ".", "CNAME")),
                caa(
                        "the name is an alias into a domain with CAA",
                        NAME,
                        lab -> {
                            lab.add(NAME + ".", "host.example.test.");
                            lab.caa("host.example.test.", "0 issue \"other.example\"");
                        },
                        "CAA_FORBIDDEN"));
    }

    @TestFactory
    Stream<DynamicTest> brokenWorlds() {
        List<World> worlds =
                Stream.of(records(), servers(), caa()).flatMap(s -> s).toList();
        assertThat(worlds).hasSizeGreaterThanOrEqualTo(40);
        return worlds.stream().map(world -> DynamicTest.dynamicTest(world.title(), () -> check(world)));
    }

    private static void check(World world) throws IOException {
        try (Lab lab = new Lab()) {
            world.breaks().accept(lab);

            Diagnosis diagnosis = lab.diagnose(world.name()).orElseThrow(() -> new AssertionError("nothing is broken"));
            assertThat(diagnosis.code()).as("%s", diagnosis).isEqualTo(world.cause());
            assertThat(diagnosis.evidence()).isNotEmpty();
            assertThat(diagnosis.remedy()).isNotBlank();

            world.repair().ifPresentOrElse(repair -> repair.accept(lab), () -> lab.publish(diagnosis));
            Optional<Diagnosis> left = lab.diagnose(world.name());
            assertThat(left).as("%s", left.map(Diagnosis::evidence)).isEmpty();
        }
    }

    /** The negative control: where nothing is broken, nothing is diagnosed. */
    @TestFactory
    Stream<DynamicTest> soundWorlds() {
        return Stream.of(NAME, "*." + NAME)
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    try (Lab lab = new Lab()) {
                        lab.publish();

                        assertThat(lab.diagnose(name)).isEmpty();
                    }
                }));
    }

    /** A signed zone below a signed top, a validator and a CAA policy. */
    private static final class Lab implements AutoCloseable {
        private final LoopbackDns server = LoopbackDns.start(CLOCK);
        private final LoopbackZone top = server.signedZone("test.");
        private final LoopbackZone zone = server.signedZone("example.test.");
        private Duration timeout = PATIENT;

        Lab() {
            top.delegate(zone);
        }

        ResourceRecord record(String account, String name) {
            return TOKENS.record(account, DomainName.parse(name));
        }

        String owner() {
            return record("alice", NAME).name();
        }

        String value() {
            return record("alice", NAME).value();
        }

        void publish() {
            add(owner(), value());
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
            try (LoopbackDns other = LoopbackDns.start(CLOCK)) {
                top.remove("example.test.", "DS")
                        .add(other.signedZone("example.test.").ds());
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        void fault(String name, String type, Fault fault) {
            server.fault(name, type, fault);
            timeout = fault == Fault.DROP ? Duration.ofMillis(250) : timeout;
        }

        void heal() {
            server.heal();
            timeout = PATIENT;
        }

        void repairDs() {
            top.remove("example.test.", "DS").add(zone.ds());
        }

        /** What a person does who is given the record: it takes the place of what was there; a CAA record joins its set. */
        void publish(Diagnosis diagnosis) {
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

        Optional<Diagnosis> diagnose(String text) {
            DomainName name = DomainName.parse(text);
            // without a memory: a repair of the chain of trust is seen at once
            DnsjavaResolver resolver = DnsjavaResolver.builder(
                            server.address(), TrustAnchors.of(List.of(top.ds())), CLOCK)
                    .timeout(timeout)
                    .attempts(1)
                    .build();
            DnsValidation validation = DnsValidation.of(resolver, TOKENS);
            ValidationSubject subject =
                    new ValidationSubject(new CertificateArn("acm", "local", "alice", new UUID(1, 2)), 1, name);
            Judgement judgement = validation.judge(
                    subject, validation.observe(subject).toCompletableFuture().join(), ValidationRules.acm(), NOW);
            if (judgement instanceof Judgement.NotYet notYet) {
                return Optional.of(notYet.diagnosis());
            }
            assertThat(judgement).isInstanceOf(Judgement.Proven.class);
            DnsCaaPolicy policy = DnsCaaPolicy.of(resolver);
            CaaDecision decision = policy.judge(
                    new CaaQuestion(name, CaaIdentities.amazon(), Set.of(), validation.caaMethodLabel()),
                    policy.observe(name).toCompletableFuture().join(),
                    NOW);
            if (decision instanceof CaaDecision.Forbidden forbidden) {
                return Optional.of(forbidden.diagnosis());
            }
            return decision instanceof CaaDecision.Unknown unknown
                    ? Optional.of(unknown.diagnosis())
                    : Optional.empty();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
