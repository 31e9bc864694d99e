package dev.acm.ca.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.Oids;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("PRF-1 to PRF-31: where rules end, what is refused beside what is not")
class RuleBordersTest {
    private static final Instant SIGNED_AT = Instant.parse("2026-11-23T01:00:00Z");
    private static final byte[] RSA = rsaKey();

    private static List<LintFinding> check(LintProfile profile, UnaryOperator<Tbs> change) {
        Tbs good = switch (profile) {
            case ISSUING_CA -> Tbs.authority();
            case ROOT_CA -> Tbs.root();
            case OCSP_RESPONDER -> Tbs.responder();
            case TLS_CLIENT ->
                Tbs.leaf().extension(Oids.EXTENDED_KEY_USAGE, false, Tbs.sequence(Der.oid(Oids.CLIENT_AUTH)));
            default -> Tbs.leaf();
        };
        LintContext context = LintContext.builder().signedAt(SIGNED_AT).build();
        return CertificateLint.of(profile).checkToBeSigned(change.apply(good).toDer(), context);
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @MethodSource({
        "refusedNames",
        "refusedExtensions",
        "refusedLocations",
        "refusedSubjects",
        "refusedAuthorities",
        "refusedResponders"
    })
    void beyondTheBorder_isFound(LintProfile profile, Rule rule, String what, UnaryOperator<Tbs> change) {
        assertThat(check(profile, change)).extracting(LintFinding::rule).contains(rule);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource({"permittedNames", "permittedExtensions", "permittedLocations", "permittedResponders"})
    void withinTheBorder_isNoError(LintProfile profile, String what, UnaryOperator<Tbs> change) {
        assertThat(check(profile, change)).noneMatch(finding -> finding.severity() == Severity.ERROR);
    }

    private static Arguments refused(LintProfile profile, Rule rule, String what, UnaryOperator<Tbs> change) {
        return arguments(profile, rule, what, change);
    }

    private static Arguments permitted(LintProfile profile, String what, UnaryOperator<Tbs> change) {
        return arguments(profile, what, change);
    }

    private static UnaryOperator<Tbs> with(String oid, boolean critical, byte[] value) {
        return tbs -> tbs.extension(oid, critical, value);
    }

    private static UnaryOperator<Tbs> san(byte[] name) {
        return with(Oids.SUBJECT_ALTERNATIVE_NAME, true, Tbs.sequence(name));
    }

    private static byte[] address(int... octets) {
        byte[] bytes = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            bytes[i] = (byte) octets[i];
        }
        return Der.element(AlternativeNames.ADDRESS, bytes);
    }

    /** An IPv6 address of these first octets and zeros. */
    private static byte[] long6(int... octets) {
        return address(Arrays.copyOf(octets, 16));
    }

    static Stream<Arguments> refusedNames() {
        Stream<Arguments> addresses = Stream.of(
                        address(192, 31, 196, 1),
                        address(192, 52, 193, 1),
                        address(192, 175, 48, 1),
                        address(224, 0, 0, 1),
                        long6(0x26, 0x20, 0, 0x4f, 0x80),
                        long6(0xff, 0x02))
                .map(name -> refused(LintProfile.TLS_SERVER, Rule.SAN_ADDRESS, "reserved", san(name)));
        Stream<Arguments> internal = Stream.of(
                        "server.corp", "localhost", "foo.internal", "x.local", "x.test", "nas.home.arpa", "*.corp")
                .map(name -> refused(LintProfile.TLS_SERVER, Rule.SAN_INTERNAL_NAME, name, san(Tbs.dns(name))));
        Stream<Arguments> suffixes = Stream.of("co.uk", "*.co.uk", "*.com")
                .map(name -> refused(LintProfile.TLS_SERVER, Rule.SAN_PUBLIC_SUFFIX, name, san(Tbs.dns(name))));
        Stream<Arguments> labels = Stream.of("xn--m.com", "xn--u-ccb.com", "xn---9uc.com")
                .map(name -> refused(LintProfile.TLS_SERVER, Rule.SAN_DNS_NAME, name, san(Tbs.dns(name))));
        Stream<Arguments> onions = Stream.of("a".repeat(56) + ".onion", "onion", "expyuzz4wqqyqhjn.onion", "a_b.onion")
                .map(name -> refused(LintProfile.TLS_SERVER, Rule.SAN_ONION, name, san(Tbs.dns(name))));
        Stream<Arguments> issuers = Stream.of(
                        Tbs.dns("a b"),
                        Tbs.uri("relative"),
                        Tbs.generalName(AlternativeNames.RFC822, "nobody"),
                        address(1, 2, 3))
                .map(name -> refused(LintProfile.PKIX, Rule.ISSUER_ALTERNATIVE_NAME, "malformed", issuerName(name)));
        Stream<Arguments> rest = Stream.of(
                refused(
                        LintProfile.PKIX,
                        Rule.EXTENSION_SYNTAX,
                        "no issuer names",
                        with(Oids.ISSUER_ALTERNATIVE_NAME, false, Tbs.sequence())),
                refused(
                        LintProfile.PKIX,
                        Rule.ISSUER_ALTERNATIVE_NAME_CRITICAL,
                        "critical",
                        with(Oids.ISSUER_ALTERNATIVE_NAME, true, Tbs.sequence(Tbs.dns("example.com")))));
        return Stream.of(addresses, internal, suffixes, labels, onions, issuers, rest)
                .flatMap(each -> each);
    }

    private static UnaryOperator<Tbs> issuerName(byte[] name) {
        return with(Oids.ISSUER_ALTERNATIVE_NAME, false, Tbs.sequence(name));
    }

    static Stream<Arguments> permittedNames() {
        Stream<Arguments> names = Stream.of(
                        "xn--ls8h.la",
                        "*.city.kobe.jp",
                        "example.co.uk",
                        "github.io",
                        "co.uk",
                        "*.co.uk",
                        // an address of rend-spec-v3
                        "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion")
                .map(name -> permitted(LintProfile.TLS_SERVER, name, san(Tbs.dns(name))));
        return Stream.concat(
                names,
                Stream.of(
                        permitted(LintProfile.TLS_CLIENT, "internal", san(Tbs.dns("server.internal"))),
                        permitted(LintProfile.TLS_SERVER, "8.8.8.8", san(address(8, 8, 8, 8))),
                        permitted(LintProfile.PKIX, "10.0.0.1", san(address(10, 0, 0, 1))),
                        permitted(LintProfile.PKIX, "issuer's name", issuerName(Tbs.dns("ca.example"))),
                        permitted(
                                LintProfile.PKIX,
                                "critical issuer's name",
                                with(Oids.ISSUER_ALTERNATIVE_NAME, true, Tbs.sequence(Tbs.dns("ca.example"))))));
    }

    private static UnaryOperator<Tbs> usages(int bits, String purpose) {
        return tbs -> tbs.key(rsa("300d06092a864886f70d0101010500"))
                .extension(Oids.KEY_USAGE, true, Der.namedBits(bits))
                .extension(Oids.EXTENDED_KEY_USAGE, purpose.equals(Oids.TIME_STAMPING), purposes(purpose));
    }

    private static byte[] purposes(String... oids) {
        return Der.sequence(Stream.of(oids).map(Der::oid).toList());
    }

    private static byte[] rsa(String identifier) {
        // SEQUENCE with a length of two octets, AlgorithmIdentifier of 15 octets
        return Der.sequence(Tbs.hex(identifier), Arrays.copyOfRange(RSA, 4 + 15, RSA.length));
    }

    private static byte[] rsaKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair().getPublic().getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static UnaryOperator<Tbs> notice(byte[]... parts) {
        return qualified(Oids.USER_NOTICE_QUALIFIER, Tbs.sequence(parts));
    }

    private static UnaryOperator<Tbs> qualified(String kind, byte[] value) {
        return with(
                Oids.CERTIFICATE_POLICIES,
                false,
                Tbs.sequence(Tbs.sequence(
                        Der.oid(Oids.DOMAIN_VALIDATED), Tbs.sequence(Tbs.sequence(Der.oid(kind), value)))));
    }

    private static UnaryOperator<Tbs> timestamp(int version) {
        ByteBuffer list = ByteBuffer.allocate(52);
        list.putShort((short) 50).putShort((short) 48).put((byte) version).put(new byte[32]);
        list.putLong(SIGNED_AT.toEpochMilli()).putShort((short) 0);
        list.put((byte) 4).put((byte) 3).putShort((short) 1).put((byte) 7);
        return with(Oids.SCT_LIST, false, Der.octetString(list.array()));
    }

    private static UnaryOperator<Tbs> constraint(boolean permitted, byte[] base) {
        return with(Oids.NAME_CONSTRAINTS, true, Tbs.sequence(Der.tagged(permitted ? 0 : 1, Tbs.sequence(base))));
    }

    static Stream<Arguments> refusedExtensions() {
        Stream<Arguments> basic = Stream.of(
                        "30020500", "30050101ff0500", "30060201000101ff", "3003010100", "30030401ff")
                .map(value -> refused(
                        LintProfile.PKIX,
                        Rule.EXTENSION_SYNTAX,
                        "basicConstraints " + value,
                        with(Oids.BASIC_CONSTRAINTS, true, Tbs.hex(value))));
        Stream<Arguments> constraints = Stream.of(
                        constraint(true, address(8, 0, 0, 0, 248, 0, 0, 0)),
                        constraint(true, address(0, 0, 0, 0, 0, 0, 0, 0)),
                        constraint(true, address(10, 0, 0, 0, 255, 0, 0, 0)),
                        constraint(true, address(224, 0, 0, 0, 255, 0, 0, 0)),
                        constraint(false, address(8, 8, 8, 8, 255, 0, 0, 0)),
                        constraint(false, Tbs.dns("a b")),
                        constraint(true, Tbs.dns("a.com.")),
                        constraint(true, Tbs.uri("1.2.3.4")))
                .map(change -> refused(LintProfile.ISSUING_CA, Rule.NAME_CONSTRAINTS_FORM, "name constraint", change));
        Stream<Arguments> purposes = Stream.of(
                        usages(Oids.KEY_ENCIPHERMENT, Oids.CLIENT_AUTH),
                        usages(Oids.NON_REPUDIATION, Oids.CODE_SIGNING),
                        usages(Oids.KEY_ENCIPHERMENT, Oids.TIME_STAMPING),
                        usages(Oids.KEY_ENCIPHERMENT, Oids.OCSP_SIGNING),
                        usages(Oids.DATA_ENCIPHERMENT, Oids.EMAIL_PROTECTION))
                .map(change -> refused(LintProfile.PKIX, Rule.EKU_KEY_USAGE_INCONSISTENT, "purpose", change));
        Stream<Arguments> critical = Stream.of(
                        LintProfile.TLS_SERVER, LintProfile.OCSP_RESPONDER, LintProfile.ISSUING_CA, LintProfile.ROOT_CA)
                .map(profile -> refused(
                        profile,
                        Rule.EXTENSION_UNKNOWN_CRITICAL,
                        "unknown critical extension",
                        with("1.2.3.4", true, Tbs.hex("0500"))));
        Stream<Arguments> rest = Stream.of(
                refused(
                        LintProfile.PKIX,
                        Rule.KEY_USAGE_CRITICAL_RECOMMENDED,
                        "",
                        with(Oids.KEY_USAGE, false, Der.namedBits(Oids.DIGITAL_SIGNATURE))),
                refused(
                        LintProfile.TLS_SERVER,
                        Rule.KEY_USAGE_NOT_CRITICAL,
                        "",
                        with(Oids.KEY_USAGE, false, Der.namedBits(Oids.DIGITAL_SIGNATURE))),
                refused(LintProfile.TLS_SERVER, Rule.SCT_LIST_SYNTAX, "version 2", timestamp(1)),
                refused(
                        LintProfile.TLS_SERVER,
                        Rule.EKU_KEY_USAGE_INCONSISTENT,
                        "a bit without a purpose",
                        usages(Oids.DIGITAL_SIGNATURE | Oids.NON_REPUDIATION, Oids.SERVER_AUTH)),
                refused(
                        LintProfile.PKIX,
                        Rule.EXTENSION_SYNTAX,
                        "reference without organization",
                        notice(Tbs.sequence(Der.integer(1)))),
                refused(
                        LintProfile.PKIX,
                        Rule.EXTENSION_SYNTAX,
                        "reference with a text for a number",
                        notice(Tbs.sequence(Der.utf8("Example"), Tbs.sequence(Der.utf8("1"))))),
                refused(
                        LintProfile.PKIX,
                        Rule.EXTENSION_SYNTAX,
                        "two texts",
                        notice(Der.utf8("one"), Der.utf8("two"))));
        return Stream.of(basic, constraints, purposes, critical, rest).flatMap(each -> each);
    }

    static Stream<Arguments> permittedExtensions() {
        return Stream.of(
                permitted(
                        LintProfile.PKIX,
                        "no basic constraints in them",
                        with(Oids.BASIC_CONSTRAINTS, true, Tbs.hex("3000"))),
                permitted(
                        LintProfile.ISSUING_CA,
                        "path length",
                        with(Oids.BASIC_CONSTRAINTS, true, Tbs.sequence(Der.booleanTrue(), Der.integer(0)))),
                permitted(
                        LintProfile.ISSUING_CA, "public network", constraint(true, address(8, 0, 0, 0, 254, 0, 0, 0))),
                permitted(LintProfile.ISSUING_CA, "all excluded", constraint(false, address(0, 0, 0, 0, 0, 0, 0, 0))),
                permitted(LintProfile.ISSUING_CA, "any DNS name excluded", constraint(false, Tbs.dns(""))),
                permitted(LintProfile.ISSUING_CA, "domain of URIs", constraint(true, Tbs.uri(".example.com"))),
                permitted(LintProfile.PKIX, "client that agrees", usages(Oids.DIGITAL_SIGNATURE, Oids.CLIENT_AUTH)),
                permitted(LintProfile.PKIX, "mail", usages(Oids.KEY_ENCIPHERMENT, Oids.EMAIL_PROTECTION)),
                permitted(LintProfile.PKIX, "unknown purpose", usages(Oids.DATA_ENCIPHERMENT, "1.2.3")),
                permitted(
                        LintProfile.PKIX,
                        "key usage not critical",
                        with(Oids.KEY_USAGE, false, Der.namedBits(Oids.DIGITAL_SIGNATURE))),
                permitted(LintProfile.TLS_SERVER, "version 1", timestamp(0)),
                permitted(
                        LintProfile.TLS_SERVER,
                        "a bit that is not recommended",
                        usages(Oids.DIGITAL_SIGNATURE | Oids.DATA_ENCIPHERMENT, Oids.SERVER_AUTH)),
                permitted(
                        LintProfile.PKIX,
                        "a bit without a purpose",
                        usages(Oids.DIGITAL_SIGNATURE | Oids.KEY_ENCIPHERMENT, Oids.CLIENT_AUTH)),
                permitted(
                        LintProfile.ISSUING_CA,
                        "name constraints that are not critical",
                        with(
                                Oids.NAME_CONSTRAINTS,
                                false,
                                Tbs.sequence(Der.tagged(0, Tbs.sequence(Tbs.dns("a.example")))))),
                permitted(
                        LintProfile.PKIX,
                        "notice with a reference",
                        notice(
                                Tbs.sequence(Der.utf8("Example"), Tbs.sequence(Der.integer(1), Der.integer(2))),
                                Der.utf8("text"))));
    }

    private static UnaryOperator<Tbs> access(String method, String uri) {
        return with(
                Oids.AUTHORITY_INFORMATION_ACCESS, false, Tbs.sequence(Tbs.sequence(Der.oid(method), Tbs.uri(uri))));
    }

    private static UnaryOperator<Tbs> point(String uri) {
        return with(Oids.CRL_DISTRIBUTION_POINTS, false, Tbs.points(uri));
    }

    private static UnaryOperator<Tbs> cps(String uri) {
        return qualified(Oids.CPS_QUALIFIER, Tbs.generalName(Der.IA5_STRING, uri));
    }

    static Stream<Arguments> refusedLocations() {
        Stream<Arguments> http = Stream.of(
                        "http://", "http:///x", "http://a_x..com/", "http://a.com/%zz", "http://a b/")
                .flatMap(uri -> Stream.of(
                        refused(LintProfile.TLS_SERVER, Rule.AIA_LOCATION, uri, access(Oids.CA_ISSUERS, uri)),
                        refused(LintProfile.TLS_SERVER, Rule.CRLDP_URI, uri, point(uri))));
        Stream<Arguments> any = Stream.of("nonsense", "http://", "http://a.com/%zz", "ldap:///%zz")
                .flatMap(uri -> Stream.of(
                        refused(LintProfile.PKIX, Rule.URI_SYNTAX, uri, access(Oids.CA_ISSUERS, uri)),
                        refused(LintProfile.PKIX, Rule.URI_SYNTAX, uri, point(uri)),
                        refused(LintProfile.PKIX, Rule.URI_SYNTAX, uri, cps(uri))));
        return Stream.of(
                        http,
                        any,
                        Stream.of(refused(LintProfile.TLS_SERVER, Rule.POLICY_QUALIFIER, "", cps("ftp://a.example/"))))
                .flatMap(each -> each);
    }

    static Stream<Arguments> permittedLocations() {
        String directory = "ldap:///CN=CA,CN=AIA,DC=example?cACertificate?base?objectClass=certificationAuthority";
        return Stream.of(
                permitted(
                        LintProfile.TLS_SERVER,
                        "HTTP",
                        access(Oids.CA_ISSUERS, "HTTP://ca.example:8080/a%20b.cer?x=1")),
                permitted(LintProfile.TLS_SERVER, "point", point("http://192.0.2.1/1.crl")),
                permitted(LintProfile.TLS_SERVER, "practices", cps("https://ca.example/cps")),
                permitted(LintProfile.PKIX, "directory", access(Oids.CA_ISSUERS, directory)),
                permitted(LintProfile.PKIX, "point in a directory", point(directory)),
                permitted(LintProfile.PKIX, "ftp", point("ftp://ca.example/1.crl")));
    }

    private static UnaryOperator<Tbs> subject(String oid, int tag, String text) {
        return tbs ->
                tbs.subject(Tbs.name(Tbs.attribute(oid, Der.element(tag, text.getBytes(StandardCharsets.UTF_8)))));
    }

    private static UnaryOperator<Tbs> issuer(String oid, int tag, String text) {
        return tbs -> tbs.issuer(Tbs.name(Tbs.attribute(oid, Der.element(tag, text.getBytes(StandardCharsets.UTF_8)))));
    }

    static Stream<Arguments> refusedSubjects() {
        return Stream.of(
                refused(
                        LintProfile.PKIX,
                        Rule.NAME_ATTRIBUTE_CONTROL_CHARACTER,
                        "bell",
                        subject(Oids.ORGANIZATION, Der.UTF8_STRING, "a\u0007b")),
                refused(
                        LintProfile.TLS_SERVER,
                        Rule.NAME_ATTRIBUTE_CONTROL_CHARACTER,
                        "bell",
                        subject(Oids.COMMON_NAME, Der.UTF8_STRING, "a\u0007b")),
                refused(
                        LintProfile.PKIX,
                        Rule.NAME_ATTRIBUTE_ENCODING,
                        "digits",
                        subject(Oids.COMMON_NAME, Der.NUMERIC_STRING, "12")),
                refused(
                        LintProfile.PKIX,
                        Rule.NAME_ATTRIBUTE_ENCODING,
                        "number",
                        subject(Oids.ORGANIZATION, Der.INTEGER, "a")),
                refused(
                        LintProfile.TLS_SERVER,
                        Rule.NAME_ATTRIBUTE_ENCODING,
                        "issuer",
                        issuer(Oids.COMMON_NAME, Der.IA5_STRING, "CA")),
                refused(
                        LintProfile.PKIX,
                        Rule.KEY_ALGORITHM,
                        "RSA without NULL",
                        tbs -> tbs.key(rsa("300b06092a864886f70d010101"))));
    }

    private static Arguments authority(String oid, int tag, String text) {
        byte[] other = Tbs.attribute(oid, Der.element(tag, text.getBytes(StandardCharsets.UTF_8)));
        return refused(LintProfile.ISSUING_CA, Rule.NAME_ATTRIBUTE_ENCODING, oid, tbs -> tbs.subject(Tbs.name(other)));
    }

    static Stream<Arguments> refusedAuthorities() {
        String jurisdiction = "1.3.6.1.4.1.311.60.2.1.";
        return Stream.of(
                authority("0.9.2342.19200300.100.1.25", Der.IA5_STRING, "a".repeat(64)),
                authority("2.5.4.15", Der.UTF8_STRING, "a".repeat(129)),
                authority(jurisdiction + "1", Der.UTF8_STRING, "a".repeat(129)),
                authority(jurisdiction + "2", Der.IA5_STRING, "State"),
                authority(jurisdiction + "3", Der.UTF8_STRING, "DE"),
                authority(jurisdiction + "3", Der.PRINTABLE_STRING, "DEU"));
    }

    static Stream<Arguments> refusedResponders() {
        LintProfile responder = LintProfile.OCSP_RESPONDER;
        byte[] commonName = Tbs.attribute(Oids.COMMON_NAME, Der.utf8("R"));
        return Stream.of(
                refused(responder, Rule.CA_SUBJECT, "", tbs -> tbs.subject(Tbs.name(commonName))),
                refused(responder, Rule.AIA_METHOD, "", access(Oids.CA_ISSUERS, "http://ca.example/ca.cer")),
                refused(responder, Rule.RESPONDER_AIA, "", access(Oids.OCSP, "http://ca.example/ocsp")),
                refused(
                        responder,
                        Rule.BASIC_CONSTRAINTS_NOT_CRITICAL,
                        "",
                        with(Oids.BASIC_CONSTRAINTS, false, Tbs.hex("3000"))));
    }

    static Stream<Arguments> permittedResponders() {
        LintProfile responder = LintProfile.OCSP_RESPONDER;
        return Stream.of(
                permitted(responder, "timestamps", timestamp(0)),
                permitted(responder, "OCSP", access(Oids.OCSP, "http://ca.example/ocsp")),
                permitted(responder, "basic constraints", with(Oids.BASIC_CONSTRAINTS, true, Tbs.hex("3000"))),
                permitted(
                        responder,
                        "unit",
                        tbs -> tbs.subject(Tbs.name(
                                Tbs.attribute(Oids.COUNTRY, Der.printable("DE")),
                                Tbs.attribute(Oids.ORGANIZATION, Der.utf8("Example")),
                                Tbs.attribute(Oids.ORGANIZATIONAL_UNIT, Der.utf8("Unit")),
                                Tbs.attribute(Oids.COMMON_NAME, Der.utf8("R"))))));
    }
}
