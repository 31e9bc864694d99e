package dev.acm.ca.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.Oids;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("REV-3 to REV-7: each rule by a CRL that breaks it")
class CrlRulesTest {
    /** A TBSCertList made by hand. */
    private static final class Crl {
        private byte[] version = Der.integer(1);
        private byte[] algorithm = Tbs.ECDSA_SHA256;
        private byte[] issuer = Tbs.caName("C");
        private byte[] times = times("261123000000Z", "261130000000Z");
        private final List<byte[]> entries = new ArrayList<>(List.of(entry(77, "261122000000Z")));
        private boolean emptyList;
        private final Map<String, byte[]> extensions = new LinkedHashMap<>();
        private final List<byte[]> more = new ArrayList<>();

        Crl() {
            extension(Oids.AUTHORITY_KEY_IDENTIFIER, false, Tbs.sequence(Der.implicit(0, new byte[20])));
            extension(Oids.CRL_NUMBER, false, Der.integer(5));
        }

        static byte[] times(String... texts) {
            byte[] result = new byte[0];
            for (String text : texts) {
                int tag = text.length() > 13 ? Der.GENERALIZED_TIME : Der.UTC_TIME;
                byte[] time = Der.element(tag, text.getBytes(StandardCharsets.US_ASCII));
                byte[] both = new byte[result.length + time.length];
                System.arraycopy(result, 0, both, 0, result.length);
                System.arraycopy(time, 0, both, result.length, time.length);
                result = both;
            }
            return result;
        }

        static byte[] entry(int serial, String date, byte[]... extensions) {
            return extensions.length == 0
                    ? Der.sequence(Der.integer(serial), times(date))
                    : Der.sequence(Der.integer(serial), times(date), Der.sequence(extensions));
        }

        static byte[] reason(int code, boolean critical) {
            byte[] value = Der.octetString(Der.enumerated(code));
            return critical
                    ? Der.sequence(Der.oid(Oids.REASON_CODE), Der.booleanTrue(), value)
                    : Der.sequence(Der.oid(Oids.REASON_CODE), value);
        }

        Crl extension(String oid, boolean critical, byte[] value) {
            extensions.put(oid, of(oid, critical, value));
            return this;
        }

        static byte[] of(String oid, boolean critical, byte[] value) {
            return critical
                    ? Der.sequence(Der.oid(oid), Der.booleanTrue(), Der.octetString(value))
                    : Der.sequence(Der.oid(oid), Der.octetString(value));
        }

        Crl entries(byte[]... replaced) {
            entries.clear();
            entries.addAll(List.of(replaced));
            return this;
        }

        byte[] toDer() {
            List<byte[]> all = new ArrayList<>(extensions.values());
            all.addAll(more);
            return Der.sequence(
                    version,
                    algorithm,
                    issuer,
                    times,
                    entries.isEmpty() && !emptyList ? new byte[0] : Der.sequence(entries),
                    all.isEmpty() ? new byte[0] : Der.tagged(0, Der.sequence(all)));
        }
    }

    private static List<LintFinding> check(Crl crl) {
        return CrlLint.checkToBeSigned(crl.toDer(), LintContext.none());
    }

    private static byte[] distributionPointName(String uri) {
        return Der.tagged(0, Der.tagged(0, Tbs.uri(uri)));
    }

    private static byte[] distributionPoint(String uri, byte[]... parts) {
        byte[] name = distributionPointName(uri);
        byte[][] all = new byte[parts.length + 1][];
        all[0] = name;
        System.arraycopy(parts, 0, all, 1, parts.length);
        return Der.sequence(all);
    }

    private static final byte[] USER_CERTIFICATES = Der.implicit(1, new byte[] {(byte) 0xff});
    private static final byte[] CA_CERTIFICATES = Der.implicit(2, new byte[] {(byte) 0xff});

    @Test
    @DisplayName("control: good CRLs have no finding")
    void good_hasNoFinding() {
        assertThat(check(new Crl())).isEmpty();
        assertThat(check(new Crl().entries())).isEmpty();
        assertThat(check(new Crl()
                        .extension(
                                Oids.ISSUING_DISTRIBUTION_POINT,
                                true,
                                distributionPoint("http://ca.example/3.crl", USER_CERTIFICATES))))
                .isEmpty();
        for (byte[] point : List.of(
                Der.sequence(CA_CERTIFICATES), distributionPoint("http://ca.example/root.crl", CA_CERTIFICATES))) {
            assertThat(check(new Crl().extension(Oids.ISSUING_DISTRIBUTION_POINT, true, point)))
                    .isEmpty();
        }
        for (int reason : List.of(1, 3, 4, 5, 9)) {
            assertThat(check(new Crl().entries(Crl.entry(1, "261122000000Z", Crl.reason(reason, false)))))
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("A signed CRL has three parts, and no fourth")
    void whole_withMoreParts_isFound() {
        byte[] signature = Der.bitString(new byte[8]);
        byte[] crl = new Crl().toDer();

        assertThat(CrlLint.check(Der.sequence(crl, Tbs.ECDSA_SHA256, signature), LintContext.none()))
                .isEmpty();
        assertThat(CrlLint.check(Der.sequence(crl, Tbs.ECDSA_SHA256, signature, signature), LintContext.none()))
                .extracting(LintFinding::rule)
                .containsExactly(Rule.STRUCTURE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void rule_broken_isFound(Rule rule, UnaryOperator<Crl> change) {
        assertThat(check(change.apply(new Crl()))).extracting(LintFinding::rule).contains(rule);
    }

    private static Arguments crl(Rule rule, UnaryOperator<Crl> change) {
        return arguments(rule, change);
    }

    private static Arguments point(byte[] value) {
        return crl(Rule.CRL_DISTRIBUTION_POINT, crl -> crl.extension(Oids.ISSUING_DISTRIBUTION_POINT, true, value));
    }

    private static Arguments entryExtension(Rule rule, String oid, boolean critical, byte[] value) {
        return crl(rule, crl -> crl.entries(Crl.entry(1, "261122000000Z", Crl.of(oid, critical, value))));
    }

    @Test
    @DisplayName("control: what an entry or CRL has besides is a warning while it is not critical")
    void unknownExtension_notCritical_isNoError() {
        Crl more = new Crl()
                .extension("1.2.3.4", false, Tbs.hex("0500"))
                .entries(Crl.entry(
                        1,
                        "261122000000Z",
                        Crl.of(Oids.INVALIDITY_DATE, false, Crl.times("20261101000000Z")),
                        Crl.of("1.2.3.4", false, Tbs.hex("0500"))));

        assertThat(check(more)).isNotEmpty().noneMatch(finding -> finding.severity() == Severity.ERROR);
    }

    private static final byte[] ISSUERS = Tbs.sequence(Der.tagged(4, Tbs.caName("other")));

    static Stream<Arguments> broken() {
        Stream<Arguments> reasons = Stream.of(0, 2, 6, 7, 8, 10)
                .map(code -> crl(
                        Rule.CRL_REASON, crl -> crl.entries(Crl.entry(1, "261122000000Z", Crl.reason(code, false)))));
        return Stream.concat(
                reasons,
                Stream.of(
                        crl(Rule.VERSION, crl -> {
                            crl.version = Der.integer(0);
                            return crl;
                        }),
                        crl(Rule.VERSION, crl -> {
                            crl.version = new byte[0];
                            return crl;
                        }),
                        crl(Rule.SIGNATURE_ALGORITHM, crl -> {
                            crl.algorithm = Tbs.hex("300d06092a864886f70d0101050500");
                            return crl;
                        }),
                        crl(Rule.ISSUER_EMPTY, crl -> {
                            crl.issuer = Tbs.name();
                            return crl;
                        }),
                        crl(Rule.TIME_ENCODING, crl -> {
                            crl.times = Crl.times("20261123000000Z", "261130000000Z");
                            return crl;
                        }),
                        crl(Rule.CRL_WINDOW, crl -> {
                            crl.times = Crl.times("261123000000Z");
                            return crl;
                        }),
                        crl(Rule.CRL_WINDOW, crl -> {
                            crl.times = Crl.times("261123000000Z", "261203000001Z");
                            return crl;
                        }),
                        crl(Rule.CRL_WINDOW, crl -> {
                            crl.times = Crl.times("261123000000Z", "261123000000Z");
                            return crl;
                        }),
                        crl(Rule.CRL_NUMBER, crl -> {
                            crl.extensions.remove(Oids.CRL_NUMBER);
                            return crl;
                        }),
                        crl(
                                Rule.CRL_EXTENSION_CRITICALITY,
                                crl -> crl.extension(Oids.CRL_NUMBER, true, Der.integer(5))),
                        crl(Rule.CRL_NUMBER, crl -> crl.extension(Oids.CRL_NUMBER, false, Der.integer(-1))),
                        crl(
                                Rule.CRL_NUMBER,
                                crl -> crl.extension(Oids.CRL_NUMBER, false, Tbs.hex("021500" + "ff".repeat(20)))),
                        crl(Rule.CRL_AKI, crl -> {
                            crl.extensions.remove(Oids.AUTHORITY_KEY_IDENTIFIER);
                            return crl;
                        }),
                        crl(
                                Rule.CRL_EXTENSION_CRITICALITY,
                                crl -> crl.extension(
                                        Oids.AUTHORITY_KEY_IDENTIFIER,
                                        true,
                                        Tbs.sequence(Der.implicit(0, new byte[20])))),
                        crl(Rule.CRL_AKI, crl -> crl.extension(Oids.AUTHORITY_KEY_IDENTIFIER, false, Tbs.hex("3000"))),
                        crl(Rule.EXTENSION_DUPLICATE, crl -> {
                            crl.more.add(Crl.of(Oids.CRL_NUMBER, false, Der.integer(6)));
                            return crl;
                        }),
                        crl(
                                Rule.CRL_EXTENSION_FORBIDDEN,
                                crl -> crl.extension(Oids.DELTA_CRL_INDICATOR, true, Der.integer(1))),
                        crl(
                                Rule.CRL_EXTENSION_FORBIDDEN,
                                crl -> crl.extension(Oids.FRESHEST_CRL, false, Tbs.points("http://ca.example/d.crl"))),
                        crl(
                                Rule.CRL_EXTENSION_UNKNOWN,
                                crl -> crl.extension(Oids.AUTHORITY_INFORMATION_ACCESS, false, Tbs.hex("3000"))),
                        crl(
                                Rule.CRL_EXTENSION_CRITICALITY,
                                crl -> crl.extension(
                                        Oids.ISSUING_DISTRIBUTION_POINT,
                                        false,
                                        distributionPoint("http://ca.example/3.crl", USER_CERTIFICATES))),
                        point(distributionPoint("https://ca.example/3.crl", USER_CERTIFICATES)),
                        point(distributionPoint("http://ca.example/3.crl")),
                        point(distributionPoint("http://ca.example/3.crl", USER_CERTIFICATES, CA_CERTIFICATES)),
                        point(distributionPoint(
                                "http://ca.example/3.crl", USER_CERTIFICATES, Der.implicit(4, new byte[] {-1}))),
                        point(Der.sequence(USER_CERTIFICATES)),
                        point(distributionPoint("https://ca.example/3.crl", CA_CERTIFICATES)),
                        point(distributionPoint("http://ca.example/3.crl", Der.implicit(1, new byte[1]))),
                        point(Der.sequence(Der.implicit(2, new byte[1]))),
                        point(Der.sequence(CA_CERTIFICATES, distributionPointName("http://ca.example/3.crl"))),
                        crl(
                                Rule.STRUCTURE,
                                crl -> crl.entries(Der.sequence(
                                        Der.integer(1), Crl.times("261122000000Z"), Tbs.hex("3000"), Tbs.hex("3000")))),
                        crl(
                                Rule.STRUCTURE,
                                crl -> crl.entries(
                                        Der.sequence(Der.integer(1), Crl.times("261122000000Z"), Tbs.hex("3000")))),
                        crl(Rule.CRL_EMPTY_LIST, crl -> {
                            crl.emptyList = true;
                            return crl.entries();
                        }),
                        crl(
                                Rule.CRL_ENTRY_DUPLICATE,
                                crl -> crl.entries(Crl.entry(1, "261122000000Z"), Crl.entry(1, "261121000000Z"))),
                        crl(Rule.SERIAL_NOT_POSITIVE, crl -> crl.entries(Crl.entry(0, "261122000000Z"))),
                        crl(Rule.SERIAL_NOT_POSITIVE, crl -> crl.entries(Crl.entry(-7, "261122000000Z"))),
                        crl(
                                Rule.SERIAL_TOO_LONG,
                                crl -> crl.entries(
                                        Der.sequence(Tbs.hex("021500" + "ff".repeat(20)), Crl.times("261122000000Z")))),
                        crl(Rule.EXTENSION_UNKNOWN_CRITICAL, crl -> crl.extension("1.2.3.4", true, Tbs.hex("0500"))),
                        entryExtension(Rule.EXTENSION_UNKNOWN_CRITICAL, "1.2.3.4", true, Tbs.hex("0500")),
                        entryExtension(Rule.EXTENSION_UNKNOWN_CRITICAL, Oids.CERTIFICATE_ISSUER, true, ISSUERS),
                        entryExtension(Rule.CRL_ENTRY_EXTENSION, "1.2.3.4", false, Tbs.hex("0500")),
                        entryExtension(
                                Rule.MUST_NOT_BE_CRITICAL, Oids.INVALIDITY_DATE, true, Crl.times("20261101000000Z")),
                        entryExtension(Rule.EXTENSION_SYNTAX, Oids.INVALIDITY_DATE, false, Crl.times("261101000000Z")),
                        entryExtension(Rule.EXTENSION_SYNTAX, Oids.INVALIDITY_DATE, false, Tbs.hex("0500")),
                        crl(Rule.CRL_REVOCATION_DATE, crl -> crl.entries(Crl.entry(1, "261123000001Z"))),
                        crl(Rule.CRL_REASON, crl -> crl.entries(Crl.entry(1, "261122000000Z", Crl.reason(1, true)))),
                        crl(
                                Rule.CRL_ENTRY_EXTENSION,
                                crl -> crl.entries(Crl.entry(
                                        1,
                                        "261122000000Z",
                                        Crl.of(Oids.INVALIDITY_DATE, false, Crl.times("20261101000000Z")))))));
    }
}
