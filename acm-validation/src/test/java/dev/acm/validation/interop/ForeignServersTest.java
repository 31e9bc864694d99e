package dev.acm.validation.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.certificate.CertificateArn;
import dev.acm.dcv.ValidationTokens;
import dev.acm.loopbackdns.LoopbackDns;
import dev.acm.loopbackdns.LoopbackZone;
import dev.acm.name.DomainName;
import dev.acm.spi.DnsAnswer;
import dev.acm.spi.DnsAnswer.Security;
import dev.acm.spi.DnsQuestion;
import dev.acm.spi.DnsRecord;
import dev.acm.spi.Judgement;
import dev.acm.spi.ValidationRules;
import dev.acm.spi.ValidationSubject;
import dev.acm.spi.ValidationZone;
import dev.acm.validation.DnsValidation;
import dev.acm.validation.dns.DnsjavaResolver;
import dev.acm.validation.dns.DynamicUpdateZone;
import dev.acm.validation.dns.RootHints;
import dev.acm.validation.dns.TrustAnchors;
import dev.acm.validation.dns.TsigKey;
import dev.acm.validation.interop.ForeignServer.Signing;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/**
 * The same worlds in process, in BIND and in Knot must read alike: so neither our server nor our reading of its answers is a world
 * of its own. Needs the Debian packages bind9, bind9-utils and knot; with {@code -Dacm.dns.interop=required} it fails without them.
 */
class ForeignServersTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final boolean REQUIRED = "required".equals(System.getProperty("acm.dns.interop"));
    private static final List<String> OPEN =
            List.of("caa.open.test. 60 IN CAA 0 issue \"ca.example\"", "x.open.test. 60 IN CNAME _y.elsewhere.test.");
    private static final List<String> SIGNED = List.of(
            "x.example.test. 60 IN TXT \"one\" \"two\"",
            "a.example.test. 60 IN CNAME x.example.test.",
            "far.example.test. 60 IN CNAME caa.open.test.",
            "example.test. 60 IN CAA 0 issue \"ca.example; accounturi=https://ca.example/1\"",
            "example.test. 60 IN CAA 128 iodef \"mailto:a@example.test\"",
            "deep.ent.example.test. 60 IN TXT \"deep\"",
            "*.w.example.test. 60 IN TXT \"any\"",
            "*.c.example.test. 60 IN CNAME x.example.test.",
            "d.example.test. 60 IN DNAME t.example.test.",
            "x.t.example.test. 60 IN CAA 0 issue \";\"");
    private static final List<String> QUESTIONS = List.of(
            "TXT x.example.test.",
            "CAA x.example.test.",
            "CAA example.test.",
            "CAA test.",
            "TXT a.example.test.",
            "CNAME a.example.test.",
            "CAA a.example.test.",
            "CAA far.example.test.",
            "CAA nowhere.example.test.",
            "CAA deeply.nowhere.example.test.",
            "CAA ent.example.test.",
            "TXT some.w.example.test.",
            "CAA some.w.example.test.",
            "CNAME some.c.example.test.",
            "TXT some.c.example.test.",
            "CAA x.d.example.test.",
            "CAA y.d.example.test.",
            "CAA d.example.test.",
            "CNAME x.open.test.",
            "CAA caa.open.test.",
            "CAA open.test.",
            "CAA nowhere.open.test.",
            "CAA nowhere.test.");

    /** The makes. */
    enum Make {
        /** BIND 9. */
        BIND(Bind::new, Bind.isInstalled()),
        /** Knot DNS. */
        KNOT(Knot::new, Knot.isInstalled());

        private final Function<Path, ForeignServer> making;
        private final boolean installed;

        Make(Function<Path, ForeignServer> making, boolean installed) {
            this.making = making;
            this.installed = installed;
        }

        ForeignServer server(Path directory) {
            String notice = "NOTICE: " + name() + " is not installed, so nothing is compared with it";
            if (!installed && !REQUIRED) {
                System.out.println(notice);
            }
            assertThat(installed || !REQUIRED).as(notice).isTrue();
            Assumptions.assumeTrue(installed, notice);
            return making.apply(directory);
        }
    }

    @TempDir
    private Path directory;

    private static DnsjavaResolver resolver(InetSocketAddress server, List<String> anchors, Instant at) {
        return DnsjavaResolver.builder(server, TrustAnchors.of(anchors), InstantSource.fixed(at))
                .timeout(Duration.ofSeconds(5))
                .attempts(1)
                .build();
    }

    /** Server and time left out, since they differ, and records in one order. */
    private static String plain(DnsAnswer answer) {
        TreeSet<String> records = new TreeSet<>();
        answer.records().forEach(record -> records.add(record.toString()));
        return answer.status() + " " + answer.security() + " " + answer.aliases() + " " + records + " "
                + answer.negativeTtl();
    }

    private static Map<String, String> answers(DnsjavaResolver resolver) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (String question : QUESTIONS) {
            String[] parts = question.split(" ");
            answers.put(
                    question,
                    plain(resolver.ask(new DnsQuestion(parts[1], parts[0]))
                            .toCompletableFuture()
                            .join()));
        }
        return answers;
    }

    /** The world in process. */
    private static Map<String, String> expected(Signing signing) throws IOException {
        try (LoopbackDns dns = LoopbackDns.start(InstantSource.fixed(NOW))) {
            LoopbackZone top = dns.signedZone("test.");
            LoopbackZone example = dns.signedZone("example.test.");
            LoopbackZone open = dns.zone("open.test.");
            OPEN.forEach(open::add);
            SIGNED.forEach(example::add);
            for (LoopbackZone zone : List.of(top, example, open)) {
                zone.add("ns." + zone.name() + " 300 IN A 127.0.0.1");
            }
            top.delegate(example).delegate(open);
            if (signing != Signing.PLAIN) {
                top.hashedDenial(0, signing == Signing.OPT_OUT);
                example.hashedDenial(0, signing == Signing.OPT_OUT);
            }
            return answers(resolver(dns.address(), List.of(top.ds()), NOW));
        }
    }

    /** The same in another server; the anchors of its top. */
    private static List<String> build(ForeignServer server, Signing signing) {
        List<String> top = new ArrayList<>(server.zone("example.test.", signing, SIGNED));
        server.zone("open.test.", Signing.NONE, OPEN);
        for (String child : List.of("example.test.", "open.test.")) {
            top.add(child + " 300 IN NS ns." + child);
            top.add("ns." + child + " 300 IN A 127.0.0.1");
        }
        return server.zone("test.", signing, top);
    }

    /** A time at which what the server signed is valid; Knot dates its signatures itself. */
    private static Instant within(ForeignServer server) throws IOException {
        SimpleResolver direct = new SimpleResolver(server.address());
        direct.setEDNS(0, 1232, org.xbill.DNS.ExtendedFlags.DO);
        Message query = Message.newQuery(org.xbill.DNS.Record.newRecord(
                Name.fromConstantString("example.test."), Type.SOA, org.xbill.DNS.DClass.IN));
        query.getHeader().unsetFlag(Flags.RD);
        return direct.send(query).getSection(Section.ANSWER).stream()
                .filter(RRSIGRecord.class::isInstance)
                .map(record -> ((RRSIGRecord) record).getTimeSigned().plusSeconds(3600))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"BIND, PLAIN", "BIND, HASHED", "BIND, OPT_OUT", "KNOT, PLAIN", "KNOT, HASHED", "KNOT, OPT_OUT"})
    void sameWorld_readsAlike(Make make, Signing signing) throws IOException {
        try (ForeignServer server = make.server(directory)) {
            List<String> anchors = build(server, signing);
            server.start();

            Map<String, String> answers = answers(resolver(server.address(), anchors, within(server)));

            assertThat(answers).isEqualTo(expected(signing));
            // so that two empty worlds would not be called alike
            assertThat(answers.get("TXT x.example.test."))
                    .startsWith("NOERROR SECURE")
                    .contains("one, two");
            assertThat(answers.get("CAA caa.open.test.")).startsWith("NOERROR INSECURE");
        }
    }

    @ParameterizedTest
    @EnumSource(Make.class)
    @DisplayName("RFC 1034 section 5.3.3: from the root down, at each server's own zones")
    void fromTheRoot_readsAlike(Make make) throws IOException {
        try (ForeignServer server = make.server(directory)) {
            List<String> root = new ArrayList<>(build(server, Signing.PLAIN));
            root.add("test. 300 IN NS ns.test.");
            root.add("ns.test. 300 IN A 127.0.0.1");
            List<String> anchors = server.zone(".", Signing.PLAIN, root);
            server.start();
            DnsjavaResolver resolver = DnsjavaResolver.iterative(
                            RootHints.inClosedNetwork(
                                    server.port(), List.of(server.address().getAddress())),
                            TrustAnchors.of(anchors),
                            InstantSource.fixed(within(server)))
                    .timeout(Duration.ofSeconds(5))
                    .build();

            assertThat(answers(resolver)).isEqualTo(expected(Signing.PLAIN));
        }
    }

    @ParameterizedTest
    @CsvSource({"20250101000000, 20250201000000, EDE 7", "20270101000000, 20270201000000, EDE 8"})
    void signedForAnotherTime_isBogus(String begins, String ends, String code) {
        try (ForeignServer server = Make.BIND.server(directory)) {
            Bind bind = ((Bind) server).dated(begins, ends);
            List<String> ds = bind.zone("example.test.", Signing.PLAIN, SIGNED);
            List<String> top = new ArrayList<>(ds);
            top.add("example.test. 300 IN NS ns.example.test.");
            top.add("ns.example.test. 300 IN A 127.0.0.1");
            List<String> anchors =
                    bind.dated("20261101000000", "20261231000000").zone("test.", Signing.PLAIN, top);
            bind.start();

            DnsAnswer answer = resolver(bind.address(), anchors, NOW)
                    .ask(new DnsQuestion("x.example.test.", "TXT"))
                    .toCompletableFuture()
                    .join();

            assertThat(answer.security()).isEqualTo(Security.BOGUS);
            assertThat(answer.detail())
                    .hasValueSatisfying(text -> assertThat(text).contains(code));
        }
    }

    @ParameterizedTest
    @EnumSource(Make.class)
    void keyOfAnotherZone_isBogus(Make make) throws IOException {
        try (ForeignServer server = make.server(directory)) {
            build(server, Signing.PLAIN);
            server.start();
            String stranger;
            try (LoopbackDns other = LoopbackDns.start(InstantSource.fixed(NOW))) {
                stranger = other.signedZone("test.").ds();
            }

            DnsAnswer answer = resolver(server.address(), List.of(stranger), within(server))
                    .ask(new DnsQuestion("x.example.test.", "TXT"))
                    .toCompletableFuture()
                    .join();

            assertThat(answer.security()).isEqualTo(Security.BOGUS);
        }
    }

    @ParameterizedTest
    @EnumSource(Make.class)
    @DisplayName("RFC 2136, RFC 8945: a value for each look, in a zone of theirs")
    void dynamicUpdate_isTakenWithTheKey(Make make) throws IOException {
        try (ForeignServer server = make.server(directory)) {
            DomainName apex = DomainName.parse("validation.test");
            ValidationTokens tokens = ValidationTokens.of(List.of(new byte[32]), apex);
            DomainName name = DomainName.parse("shop.open.test");
            server.zone(
                    "open.test.",
                    Signing.NONE,
                    List.of(tokens.record("alice", name).toZoneLine()));
            server.updatedZone("validation.test.");
            server.start();
            // TSIG compares clocks, and the server has its own
            InstantSource clock =
                    InstantSource.fixed(Files.getLastModifiedTime(Files.writeString(directory.resolve("now"), ""))
                            .toInstant());
            DnsjavaResolver resolver = DnsjavaResolver.builder(
                            server.address(), TrustAnchors.none("closed test network"), clock)
                    .timeout(Duration.ofSeconds(5))
                    .build();
            ValidationZone zone = zone(server, apex, new byte[32], clock);
            String owner = "_x.validation.test.";

            assertThat(zone.add(owner, "one").toCompletableFuture().join()).isEqualTo(new ValidationZone.Done());
            assertThat(zone.add(owner, "two").toCompletableFuture().join()).isEqualTo(new ValidationZone.Done());
            assertThat(texts(resolver, owner)).containsExactlyInAnyOrder("one", "two");
            assertThat(zone.remove(owner, "one").toCompletableFuture().join()).isEqualTo(new ValidationZone.Done());
            assertThat(texts(resolver, owner)).containsExactly("two");
            byte[] other = new byte[32];
            other[0] = 1;
            assertThat(zone(server, apex, other, clock)
                            .add(owner, "three")
                            .toCompletableFuture()
                            .join())
                    .isInstanceOf(ValidationZone.Failed.class);
            assertThat(texts(resolver, owner)).containsExactly("two");

            DnsValidation validation = DnsValidation.of(resolver, tokens).withZone(zone, new SecureRandom());
            ValidationSubject subject =
                    new ValidationSubject(new CertificateArn("acm", "local", "alice", new UUID(1, 2)), 1, name);
            assertThat(validation.judge(
                            subject,
                            validation.observe(subject).toCompletableFuture().join(),
                            ValidationRules.acm(),
                            clock.instant()))
                    .isInstanceOf(Judgement.Proven.class);
        }
    }

    private static ValidationZone zone(ForeignServer server, DomainName apex, byte[] secret, InstantSource clock) {
        TsigKey key = TsigKey.of(ForeignServer.KEY_NAME, TsigKey.Algorithm.HMAC_SHA256, secret);
        return DynamicUpdateZone.of(server.address(), apex, key, clock);
    }

    private static List<String> texts(DnsjavaResolver resolver, String name) {
        return resolver.ask(new DnsQuestion(name, "TXT")).toCompletableFuture().join().records().stream()
                .map(record -> String.join("", ((DnsRecord.Txt) record).strings()))
                .toList();
    }
}
