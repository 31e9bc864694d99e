package dev.acm.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.diagnosis.Diagnosis;
import dev.acm.loopbackdns.LoopbackDns.Fault;
import dev.acm.loopbackdns.LoopbackZone;
import dev.acm.loopbackdns.LoopbackZone.Signing;
import dev.acm.validation.dns.TrustAnchors;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Broken worlds, each broken in one way: the right cause is named first, and what the diagnosis advises, when done, leads to a
 * certificate, without anything else being done.
 */
class BrokenWorldsTest {
    private static final String NAME = BrokenLab.NAME;

    private record World(
            String title,
            String name,
            Consumer<BrokenLab> breaks,
            String cause,
            Optional<Consumer<BrokenLab>> repair) {}

    /** The mistake is in the records, and doing what the diagnosis' record says repairs it. */
    private static World world(String title, Consumer<BrokenLab> breaks, String cause) {
        return new World(title, NAME, breaks, cause, Optional.empty());
    }

    /** The record is right, something else is broken, and the remedy names it. */
    private static World world(String title, Consumer<BrokenLab> breaks, String cause, Consumer<BrokenLab> repair) {
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

    private static World caa(String title, String name, Consumer<BrokenLab> breaks, String cause) {
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
                world(
                        "only the label, entered in the zone further up",
                        lab -> lab.add(lab.label() + ".example.test.", lab.value()),
                        "DNS_NAME_SHORTENED"),
                world("the value in a TXT record", lab -> lab.at("TXT", "\"" + lab.value() + "\""), "DNS_TXT_INSTEAD"),
                world(
                        "the name without underscore",
                        lab -> lab.add(lab.owner().substring(1), lab.value()),
                        "DNS_NO_UNDERSCORE"),
                world("at the domain itself", lab -> lab.add(NAME + ".", lab.value()), "DNS_AT_BASE"),
                world(
                        "another account's value",
                        lab -> lab.add(
                                lab.owner(), BrokenLab.record("bob", NAME).value()),
                        "DNS_OTHER_TOKEN"),
                world(
                        "another name's value",
                        lab -> lab.add(
                                lab.owner(),
                                BrokenLab.record(BrokenLab.ACCOUNT, "www.example.test")
                                        .value()),
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

    /** The domain itself is not there. */
    private static World unregistered() {
        return new World(
                "the domain is not registered",
                "shop.unregistered.test",
                lab -> {},
                "DNS_NO_DOMAIN",
                Optional.of(lab -> {
                    LoopbackZone registered = lab.server.signedZone("unregistered.test.");
                    lab.top.delegate(registered);
                    registered.add(BrokenLab.record(BrokenLab.ACCOUNT, "shop.unregistered.test")
                            .toZoneLine());
                }));
    }

    private static Stream<World> servers() {
        Consumer<BrokenLab> heal = BrokenLab::heal;
        Consumer<BrokenLab> sign = lab -> lab.zone.signing(Signing.GOOD);
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
                        world(
                                "denials hashed 500 times",
                                lab -> lab.zone.hashedDenial(500, false),
                                "CAA_DNSSEC_INDETERMINATE",
                                lab -> lab.zone.hashedDenial(0, false)),
                        world(
                                "another key's DS at the parent",
                                BrokenLab::breakDs,
                                "DNSSEC_BOGUS",
                                BrokenLab::repairDs),
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
        Consumer<BrokenLab> heal = BrokenLab::heal;
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
                        "the target of the name's alias fails",
                        lab -> {
                            lab.add(NAME + ".", "host.elsewhere.test.");
                            lab.fault("host.elsewhere.test.", "CAA", Fault.SERVFAIL);
                        },
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
    /** What only the zone's own name servers, asked one by one, can explain. */
    private static Stream<World> nameServers() {
        return Stream.of(
                ofServers(
                        "one of two name servers lacks it",
                        lab -> lab.copy(1).add(lab.owner() + " 60 IN CNAME " + lab.value()),
                        "DNS_PARTIAL",
                        BrokenLab::publish),
                ofServers(
                        "all name servers have it, the resolver remembers that it was missing",
                        lab -> {
                            lab.publish();
                            lab.zone.remove(lab.owner(), "CNAME");
                        },
                        "DNS_NOT_YET_VISIBLE",
                        BrokenLab::publish),
                ofServers(
                        "the registrar names another provider's servers",
                        lab -> lab.delegate("ns1.old-provider.test."),
                        "DNS_DELEGATION_MISMATCH",
                        lab -> {
                            lab.delegate("ns1.example.test.", "ns2.example.test.");
                            lab.publish();
                        }),
                ofServers(
                        "the registrar names one server too many",
                        lab -> lab.delegate("ns1.example.test.", "ns2.example.test.", "ns3.gone.test."),
                        "DNS_DELEGATION_MISMATCH",
                        lab -> {
                            lab.delegate("ns1.example.test.", "ns2.example.test.");
                            lab.publish();
                        }),
                ofServers(
                        "the name servers do not hold the zone",
                        lab -> {
                            lab.publish();
                            lab.fault(lab.owner(), "CNAME", Fault.SERVFAIL);
                            lab.nameServer(1).fault(lab.owner(), "CNAME", Fault.REFUSED);
                            lab.nameServer(2).fault(lab.owner(), "CNAME", Fault.LAME);
                        },
                        "DNS_LAME",
                        BrokenLab::heal));
    }

    private static World ofServers(String title, Consumer<BrokenLab> breaks, String cause, Consumer<BrokenLab> repair) {
        return new World(
                title,
                NAME,
                lab -> {
                    lab.nameServers();
                    breaks.accept(lab);
                },
                cause,
                Optional.of(repair));
    }

    /** What is the host's own to mend. */
    private static Stream<World> host() {
        return Stream.of(
                world(
                        "the validation zone takes no update",
                        lab -> lab.writeZone(true),
                        "DNS_ZONE_NOT_WRITTEN",
                        BrokenLab::showZone),
                world(
                        "the validation zone is not the one that is seen",
                        lab -> lab.writeZone(false),
                        "DNS_ZONE_NOT_SEEN",
                        BrokenLab::showZone),
                world(
                        "no trust anchor above the name",
                        lab -> lab.trust(
                                TrustAnchors.of(List.of(lab.zone.ds().replace("example.test.", "elsewhere.test.")))),
                        "DNSSEC_INDETERMINATE",
                        BrokenLab::trustTop),
                world(
                        "the resolver's server hands over no DNSSEC records",
                        lab -> {
                            lab.top.signing(Signing.MISSING);
                            lab.zone.signing(Signing.MISSING);
                        },
                        "DNSSEC_INDETERMINATE",
                        lab -> {
                            lab.top.signing(Signing.GOOD);
                            lab.zone.signing(Signing.GOOD);
                        }));
    }

    private static List<World> all() {
        return Stream.of(records(), Stream.of(unregistered()), servers(), caa(), nameServers(), host())
                .flatMap(worlds -> worlds)
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> brokenWorlds() {
        return all().stream().map(world -> DynamicTest.dynamicTest(world.title(), () -> check(world)));
    }

    private static void check(World world) throws IOException {
        try (BrokenLab lab = new BrokenLab()) {
            world.breaks().accept(lab);

            Diagnosis diagnosis = lab.request(world.name()).orElseThrow(() -> new AssertionError("nothing is broken"));
            assertThat(diagnosis.code()).as("%s", diagnosis).isEqualTo(world.cause());
            assertThat(diagnosis.evidence()).isNotEmpty();
            assertThat(diagnosis.remedy()).isNotBlank();

            world.repair().ifPresentOrElse(repair -> repair.accept(lab), () -> lab.follow(diagnosis));
            Optional<Diagnosis> left = lab.goOn(Duration.ofDays(1));
            assertThat(left).as("%s", left.map(Diagnosis::evidence)).isEmpty();
        }
    }

    @Test
    void corpus_isBroad() {
        assertThat(all()).extracting(World::title).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(40);
        assertThat(all().stream().map(World::cause).distinct()).hasSizeGreaterThanOrEqualTo(30);
    }

    /** The negative control: where nothing is broken, the certificate is issued at once. */
    @TestFactory
    Stream<DynamicTest> soundWorlds() {
        return Stream.of(NAME, "*." + NAME)
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    try (BrokenLab lab = new BrokenLab()) {
                        lab.publish();

                        assertThat(lab.request(name)).isEmpty();
                    }
                }));
    }

    /** The other negative control: what is not mended stays broken, and under the same name. */
    @Test
    void unmendedWorld_staysBroken() throws IOException {
        try (BrokenLab lab = new BrokenLab()) {
            assertThat(lab.request(NAME)).map(Diagnosis::code).contains("DNS_NO_RECORD");

            assertThat(lab.goOn(Duration.ofMinutes(10))).map(Diagnosis::code).contains("DNS_NO_RECORD");
        }
    }
}
