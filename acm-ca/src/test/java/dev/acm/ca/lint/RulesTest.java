package dev.acm.ca.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.Oids;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("PRF-1 to PRF-31: each rule by a certificate that breaks it alone, or nearly so")
class RulesTest {
    private static final Instant SIGNED_AT = Instant.parse("2026-11-23T01:00:00Z");
    private static final LintContext CONTEXT =
            LintContext.builder().signedAt(SIGNED_AT).build();

    private static List<LintFinding> check(LintProfile profile, Tbs tbs) {
        return CertificateLint.of(profile).checkToBeSigned(tbs.toDer(), CONTEXT);
    }

    private static Tbs good(LintProfile profile) {
        return switch (profile) {
            case ISSUING_CA -> Tbs.authority();
            case ROOT_CA -> Tbs.root();
            case OCSP_RESPONDER -> Tbs.responder();
            case TLS_SERVER_PRECERTIFICATE -> Tbs.leaf().extension(Oids.PRECERTIFICATE_POISON, true, Tbs.hex("0500"));
            case TLS_CLIENT ->
                Tbs.leaf().extension(Oids.EXTENDED_KEY_USAGE, false, Tbs.sequence(Der.oid(Oids.CLIENT_AUTH)));
            default -> Tbs.leaf();
        };
    }

    @Test
    @DisplayName("control: what no part was replaced of has no error, and for a leaf no finding at all")
    void good_hasNoError() {
        for (LintProfile profile : LintProfile.values()) {
            assertThat(check(profile, good(profile)))
                    .as("%s", profile)
                    .noneMatch(finding -> finding.severity() == Severity.ERROR);
        }
        assertThat(check(LintProfile.TLS_SERVER, Tbs.leaf())).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource({"structure", "names", "alternativeNames", "extensions", "others", "rest"})
    void rule_broken_isFound(LintProfile profile, Rule rule, UnaryOperator<Tbs> change) {
        Tbs bad = change.apply(good(profile));

        assertThat(check(profile, bad)).extracting(LintFinding::rule).contains(rule);
    }

    private static Arguments leaf(Rule rule, UnaryOperator<Tbs> change) {
        return arguments(LintProfile.TLS_SERVER, rule, change);
    }

    private static Arguments pkix(Rule rule, UnaryOperator<Tbs> change) {
        return arguments(LintProfile.PKIX, rule, change);
    }

    private static UnaryOperator<Tbs> with(String oid, boolean critical, byte[] value) {
        return tbs -> tbs.extension(oid, critical, value);
    }

    private static UnaryOperator<Tbs> without(String oid) {
        return tbs -> tbs.without(oid);
    }

    static Stream<Arguments> structure() {
        return Stream.of(
                leaf(Rule.VERSION, tbs -> tbs.version(Der.tagged(0, Der.integer(1)))),
                leaf(Rule.VERSION, Tbs::withoutVersion),
                leaf(Rule.SERIAL_NOT_POSITIVE, tbs -> tbs.serial("020100")),
                leaf(Rule.SERIAL_NOT_POSITIVE, tbs -> tbs.serial("0208ff00112233445566")),
                leaf(Rule.SERIAL_TOO_LONG, tbs -> tbs.serial("021500" + "ff".repeat(20))),
                leaf(Rule.SERIAL_TOO_SHORT, tbs -> tbs.serial("02042a2a2a2a")),
                leaf(
                        Rule.NOT_DER,
                        tbs -> tbs.subject(Der.sequence(Der.element(
                                Der.SET,
                                Tbs.attribute(Oids.COMMON_NAME, Der.utf8("example.com")),
                                Tbs.attribute(Oids.COUNTRY, Der.printable("DE")))))),
                leaf(Rule.SIGNATURE_ALGORITHM, tbs -> tbs.algorithm("300d06092a864886f70d0101050500")),
                leaf(Rule.SIGNATURE_ALGORITHM, tbs -> tbs.algorithm("300b06092a864886f70d01010b")),
                leaf(Rule.SIGNATURE_ALGORITHM, tbs -> tbs.algorithm("300c06082a8648ce3d0403020500")),
                pkix(Rule.SIGNATURE_ALGORITHM, tbs -> tbs.algorithm("300c06082a8648ce3d0403020500")),
                leaf(Rule.ISSUER_EMPTY, tbs -> tbs.issuer(Tbs.name())),
                leaf(Rule.UNIQUE_IDENTIFIER, Tbs::uniqueIdentifier),
                leaf(Rule.TIME_ENCODING, tbs -> tbs.validity("20261123000000Z", "270301235959Z")),
                leaf(Rule.TIME_ENCODING, tbs -> tbs.validity("2611230000Z", "270301235959Z")),
                leaf(Rule.TIME_ENCODING, tbs -> tbs.validity("261123000000+0000", "270301235959Z")),
                leaf(Rule.VALIDITY_NEGATIVE, tbs -> tbs.validity("261123000001Z", "261123000000Z")),
                leaf(Rule.VALIDITY_TOO_LONG, tbs -> tbs.validity("261123000000Z", "270611000000Z")),
                leaf(Rule.VALIDITY_LONGER_THAN_RECOMMENDED, tbs -> tbs.validity("261123000000Z", "270610235959Z")),
                leaf(Rule.NOT_BEFORE_DISTANCE, tbs -> tbs.validity("261121005959Z", "270301235959Z")),
                arguments(LintProfile.ISSUING_CA, Rule.CA_NOT_BEFORE, (UnaryOperator<Tbs>)
                        tbs -> tbs.validity("261122005959Z", "270301235959Z")),
                arguments(LintProfile.ROOT_CA, Rule.CA_NOT_BEFORE, (UnaryOperator<Tbs>)
                        tbs -> tbs.validity("261123010001Z", "410101000000Z")),
                leaf(Rule.KEY_ALGORITHM, tbs -> tbs.key(Tbs.hex("302a300506032b6570032100" + "11".repeat(32)))),
                leaf(
                        Rule.KEY,
                        tbs -> tbs.key(
                                Tbs.hex("3059301306072a8648ce3d020106082a8648ce3d03010703420004" + "11".repeat(64)))),
                pkix(
                        Rule.KEY,
                        tbs -> tbs.key(
                                Tbs.hex("3059301306072a8648ce3d020106082a8648ce3d03010703420004" + "11".repeat(64)))));
    }

    static Stream<Arguments> names() {
        byte[] commonName = Tbs.attribute(Oids.COMMON_NAME, Der.utf8("example.com"));
        byte[] country = Tbs.attribute(Oids.COUNTRY, Der.printable("DE"));
        return Stream.of(
                leaf(Rule.COMMON_NAME_PRESENT, tbs -> tbs.subject(Tbs.name(commonName))),
                leaf(
                        Rule.COMMON_NAME_NOT_IN_SAN,
                        tbs -> tbs.subject(Tbs.name(Tbs.attribute(Oids.COMMON_NAME, Der.utf8("Example.com"))))),
                leaf(
                        Rule.COMMON_NAME_TOO_LONG,
                        tbs -> tbs.subject(Tbs.name(Tbs.attribute(Oids.COMMON_NAME, Der.utf8("a".repeat(65)))))),
                leaf(
                        Rule.SUBJECT_ATTRIBUTE,
                        tbs -> tbs.subject(Tbs.name(Tbs.attribute(Oids.ORGANIZATION, Der.utf8("Example"))))),
                leaf(Rule.NAME_DUPLICATE_ATTRIBUTE, tbs -> tbs.subject(Tbs.name(commonName, commonName))),
                leaf(Rule.NAME_ATTRIBUTE_ORDER, tbs -> tbs.subject(Tbs.name(commonName, country))),
                leaf(
                        Rule.NAME_MULTIPLE_IN_RDN,
                        tbs -> tbs.subject(Der.sequence(Der.element(Der.SET, country, commonName)))),
                leaf(Rule.NAME_SYNTAX, tbs -> tbs.subject(Der.sequence(Der.element(Der.SET)))),
                leaf(
                        Rule.COUNTRY_CODE,
                        tbs -> tbs.subject(Tbs.name(Tbs.attribute(Oids.COUNTRY, Der.printable("de")), commonName))),
                leaf(
                        Rule.NAME_ATTRIBUTE_ENCODING,
                        tbs -> tbs.subject(Tbs.name(Tbs.attribute(Oids.COUNTRY, Der.utf8("DE")), commonName))),
                leaf(
                        Rule.NAME_ATTRIBUTE_ENCODING,
                        tbs -> tbs.subject(Tbs.name(
                                Tbs.attribute(Oids.COMMON_NAME, Der.element(Der.TELETEX_STRING, new byte[] {'a'}))))),
                leaf(
                        Rule.NAME_ATTRIBUTE_ENCODING,
                        tbs -> tbs.subject(Tbs.name(Tbs.attribute(
                                Oids.COMMON_NAME, Der.element(Der.PRINTABLE_STRING, new byte[] {'a', '*'}))))),
                pkix(
                        Rule.NAME_ATTRIBUTE_ENCODING,
                        tbs -> tbs.issuer(Tbs.name(Tbs.attribute(
                                Oids.COMMON_NAME, Der.element(Der.UTF8_STRING, new byte[] {(byte) 0xff}))))),
                pkix(
                        Rule.NAME_ATTRIBUTE_ENCODING,
                        tbs -> tbs.subject(Tbs.name(Tbs.attribute(Oids.ORGANIZATION, Der.utf8("o".repeat(65)))))),
                pkix(
                        Rule.SUBJECT_EMAIL_NOT_IN_SAN,
                        tbs -> tbs.subject(Tbs.name(
                                Tbs.attribute(Oids.EMAIL_ADDRESS, Tbs.generalName(Der.IA5_STRING, "a@example.com"))))),
                pkix(Rule.SUBJECT_EMPTY_WITHOUT_SAN, without(Oids.SUBJECT_ALTERNATIVE_NAME)),
                arguments(LintProfile.ISSUING_CA, Rule.CA_SUBJECT_EMPTY, (UnaryOperator<Tbs>)
                        tbs -> tbs.subject(Tbs.name())),
                arguments(LintProfile.ISSUING_CA, Rule.CA_SUBJECT, (UnaryOperator<Tbs>)
                        tbs -> tbs.subject(Tbs.name(country, commonName))),
                arguments(LintProfile.ISSUING_CA, Rule.CA_SUBJECT_UNIT, (UnaryOperator<Tbs>)
                        tbs -> tbs.subject(Tbs.name(
                                country,
                                Tbs.attribute(Oids.ORGANIZATION, Der.utf8("Example")),
                                Tbs.attribute(Oids.ORGANIZATIONAL_UNIT, Der.utf8("Unit")),
                                commonName))));
    }

    private static UnaryOperator<Tbs> san(byte[]... names) {
        return with(Oids.SUBJECT_ALTERNATIVE_NAME, true, Tbs.sequence(names));
    }

    static Stream<Arguments> alternativeNames() {
        Stream<Arguments> badNames = Stream.of(
                        "",
                        "a_b.example.com",
                        "*.*.example.com",
                        "www.*.example.com",
                        "*",
                        "-a.example.com",
                        "example..com",
                        ".example.com",
                        "example.com.",
                        "1.2.3.4",
                        "ab--cd.example.com",
                        "xn--\u00e4.example.com",
                        "a".repeat(64) + ".example.com",
                        "ex ample.com")
                .map(name -> leaf(name.isEmpty() ? Rule.SAN_EMPTY : ruleFor(name), san(Tbs.dns(name))));
        return Stream.concat(
                badNames,
                Stream.of(
                        leaf(Rule.SAN_MISSING, without(Oids.SUBJECT_ALTERNATIVE_NAME)),
                        leaf(Rule.SAN_EMPTY, san()),
                        leaf(
                                Rule.SAN_CRITICALITY,
                                with(Oids.SUBJECT_ALTERNATIVE_NAME, false, Tbs.sequence(Tbs.dns("example.com")))),
                        leaf(
                                Rule.SAN_CRITICAL_WITH_SUBJECT,
                                tbs -> tbs.subject(Tbs.name(Tbs.attribute(Oids.COMMON_NAME, Der.utf8("example.com"))))),
                        leaf(Rule.SAN_TYPE, san(Tbs.generalName(AlternativeNames.RFC822, "a@example.com"))),
                        leaf(Rule.SAN_TYPE, san(Tbs.uri("https://example.com/"))),
                        leaf(Rule.SAN_TYPE, san(Der.tagged(4, Tbs.caName("x")))),
                        leaf(Rule.SAN_TYPE, san(Der.element(0x88, new byte[] {0x2a, 3}))),
                        leaf(
                                Rule.SAN_TYPE,
                                san(Der.element(
                                        AlternativeNames.OTHER, Der.oid("1.2.3"), Der.tagged(0, Der.utf8("x"))))),
                        leaf(Rule.SAN_ADDRESS, san(Der.element(AlternativeNames.ADDRESS, new byte[5]))),
                        leaf(Rule.SAN_ADDRESS, san(Der.element(AlternativeNames.ADDRESS, new byte[] {10, 0, 0, 1}))),
                        // entries of the registries that are globally reachable, too
                        leaf(Rule.SAN_ADDRESS, address("c01fc401")),
                        leaf(Rule.SAN_ADDRESS, address("c034c101")),
                        leaf(Rule.SAN_ADDRESS, address("c0af3001")),
                        leaf(Rule.SAN_ADDRESS, address("2620004f800000000000000000000001")),
                        leaf(Rule.SAN_ADDRESS, address("e0000001")),
                        leaf(Rule.SAN_INTERNAL_NAME, san(Tbs.dns("server.corp"))),
                        leaf(Rule.SAN_INTERNAL_NAME, san(Tbs.dns("localhost"))),
                        leaf(Rule.SAN_INTERNAL_NAME, san(Tbs.dns("foo.internal"))),
                        leaf(Rule.SAN_INTERNAL_NAME, san(Tbs.dns("*.x.local"))),
                        leaf(Rule.SAN_DUPLICATE, san(Tbs.dns("example.com"), Tbs.dns("EXAMPLE.com"))),
                        leaf(Rule.SAN_ONION, san(Tbs.dns("expyuzz4wqqyqhjn.onion"))),
                        leaf(Rule.SAN_REVERSE_ZONE, san(Tbs.dns("1.2.0.192.in-addr.arpa"))),
                        pkix(Rule.SAN_DNS_NAME, san(Tbs.dns("a_b.example.com"))),
                        pkix(Rule.SAN_DNS_NAME, san(Tbs.dns(" "))),
                        pkix(Rule.SAN_RFC822_NAME, san(Tbs.generalName(AlternativeNames.RFC822, "a@b@example.com"))),
                        pkix(Rule.SAN_RFC822_NAME, san(Tbs.generalName(AlternativeNames.RFC822, "<a@example.com>"))),
                        pkix(Rule.SAN_RFC822_NAME, san(Tbs.generalName(AlternativeNames.RFC822, "a..b@example.com"))),
                        pkix(Rule.SAN_URI, san(Tbs.uri("relative/path"))),
                        pkix(Rule.SAN_URI, san(Tbs.uri("http:///no-host"))),
                        pkix(Rule.SAN_URI, san(Tbs.uri("http://ho st/")))));
    }

    private static Rule ruleFor(String name) {
        return name.indexOf('\u00e4') >= 0 ? Rule.EXTENSION_SYNTAX : Rule.SAN_DNS_NAME;
    }

    static Stream<Arguments> extensions() {
        byte[] list = Tbs.hex("3000");
        Stream<Arguments> syntax = Stream.of(
                        List.of(Oids.EXTENDED_KEY_USAGE, "3000"),
                        List.of(Oids.CERTIFICATE_POLICIES, "3000"),
                        List.of(Oids.CRL_DISTRIBUTION_POINTS, "3000"),
                        List.of(Oids.AUTHORITY_INFORMATION_ACCESS, "3000"),
                        List.of(Oids.SUBJECT_KEY_IDENTIFIER, "0400"),
                        List.of(Oids.SUBJECT_KEY_IDENTIFIER, "3000"),
                        List.of(Oids.AUTHORITY_KEY_IDENTIFIER, "300382012a"),
                        List.of(Oids.AUTHORITY_KEY_IDENTIFIER, "30028000"),
                        List.of(Oids.KEY_USAGE, "03020080"),
                        List.of(Oids.KEY_USAGE, "03030700"),
                        List.of(Oids.BASIC_CONSTRAINTS, "3003010100"),
                        List.of(Oids.BASIC_CONSTRAINTS, "3003010101"),
                        List.of(Oids.POLICY_CONSTRAINTS, "30038101ff"),
                        List.of(Oids.INHIBIT_ANY_POLICY, "0201ff"),
                        List.of(Oids.POLICY_MAPPINGS, "3000"),
                        List.of(Oids.SUBJECT_INFORMATION_ACCESS, "3000"),
                        List.of(Oids.SUBJECT_DIRECTORY_ATTRIBUTES, "3000"),
                        List.of(Oids.TLS_FEATURE, "3000"),
                        List.of(Oids.PRIVATE_KEY_USAGE_PERIOD, "3000"),
                        List.of(Oids.ISSUER_ALTERNATIVE_NAME, "30038201ff"),
                        List.of(Oids.FRESHEST_CRL, "3000"))
                .map(pair -> pkix(Rule.EXTENSION_SYNTAX, with(pair.get(0), false, Tbs.hex(pair.get(1)))));
        return Stream.concat(
                syntax,
                Stream.of(
                        leaf(
                                Rule.EXTENSION_DUPLICATE,
                                tbs -> tbs.another(Oids.KEY_USAGE, true, Der.namedBits(Oids.DIGITAL_SIGNATURE))),
                        leaf(Rule.EXTENSION_UNKNOWN, with("1.2.3.4", false, list)),
                        leaf(Rule.EXTENSION_UNKNOWN_CRITICAL, with("1.2.3.4", true, list)),
                        leaf(Rule.TLS_FEATURE_WITHOUT_OCSP, with(Oids.TLS_FEATURE, false, Tbs.hex("3003020105"))),
                        leaf(Rule.MUST_NOT_BE_CRITICAL, with(Oids.TLS_FEATURE, true, Tbs.hex("3003020105"))),
                        leaf(Rule.KEY_USAGE_RECOMMENDED, without(Oids.KEY_USAGE)),
                        leaf(Rule.KEY_USAGE_NOT_CRITICAL, with(Oids.KEY_USAGE, false, Der.namedBits(1))),
                        leaf(Rule.KEY_USAGE_EMPTY, with(Oids.KEY_USAGE, true, Tbs.hex("030100"))),
                        leaf(
                                Rule.KEY_USAGE_FORBIDDEN,
                                with(
                                        Oids.KEY_USAGE,
                                        true,
                                        Der.namedBits(Oids.DIGITAL_SIGNATURE | Oids.KEY_ENCIPHERMENT))),
                        leaf(
                                Rule.KEY_USAGE_OF_KEY,
                                with(
                                        Oids.KEY_USAGE,
                                        true,
                                        Der.namedBits(Oids.DIGITAL_SIGNATURE | Oids.KEY_ENCIPHERMENT))),
                        pkix(
                                Rule.KEY_USAGE_OF_KEY,
                                with(Oids.KEY_USAGE, true, Der.namedBits(Oids.DIGITAL_SIGNATURE | Oids.ENCIPHER_ONLY))),
                        leaf(
                                Rule.KEY_USAGE_DIGITAL_SIGNATURE,
                                with(Oids.KEY_USAGE, true, Der.namedBits(Oids.KEY_AGREEMENT))),
                        leaf(
                                Rule.KEY_CERT_SIGN_WITHOUT_CA,
                                with(Oids.KEY_USAGE, true, Der.namedBits(Oids.DIGITAL_SIGNATURE | Oids.KEY_CERT_SIGN))),
                        leaf(Rule.EKU_MISSING, without(Oids.EXTENDED_KEY_USAGE)),
                        leaf(
                                Rule.EKU_REQUIRED,
                                with(Oids.EXTENDED_KEY_USAGE, false, Tbs.sequence(Der.oid(Oids.CLIENT_AUTH)))),
                        leaf(
                                Rule.EKU_CRITICAL,
                                with(Oids.EXTENDED_KEY_USAGE, true, Tbs.sequence(Der.oid(Oids.SERVER_AUTH)))),
                        leaf(
                                Rule.EKU_UNKNOWN,
                                with(
                                        Oids.EXTENDED_KEY_USAGE,
                                        false,
                                        Tbs.sequence(Der.oid(Oids.SERVER_AUTH), Der.oid("1.2.3")))),
                        leaf(Rule.BASIC_CONSTRAINTS_NOT_CRITICAL, with(Oids.BASIC_CONSTRAINTS, false, list)),
                        leaf(
                                Rule.BASIC_CONSTRAINTS_CA,
                                with(Oids.BASIC_CONSTRAINTS, true, Tbs.sequence(Der.booleanTrue()))),
                        leaf(
                                Rule.BASIC_CONSTRAINTS_PATH_LENGTH,
                                with(Oids.BASIC_CONSTRAINTS, true, Tbs.sequence(Der.integer(0)))),
                        leaf(Rule.AKI_MISSING, without(Oids.AUTHORITY_KEY_IDENTIFIER)),
                        leaf(
                                Rule.AKI_CRITICAL,
                                with(Oids.AUTHORITY_KEY_IDENTIFIER, true, Tbs.sequence(Der.implicit(0, new byte[20])))),
                        leaf(Rule.AKI_FORM, with(Oids.AUTHORITY_KEY_IDENTIFIER, false, list)),
                        leaf(Rule.SKI_PRESENT, with(Oids.SUBJECT_KEY_IDENTIFIER, false, Der.octetString(new byte[20]))),
                        leaf(Rule.SKI_CRITICAL, with(Oids.SUBJECT_KEY_IDENTIFIER, true, Der.octetString(new byte[20]))),
                        leaf(Rule.POLICIES_MISSING, without(Oids.CERTIFICATE_POLICIES)),
                        leaf(Rule.POLICIES_CRITICAL, policies(true, Oids.DOMAIN_VALIDATED)),
                        leaf(Rule.POLICY_RESERVED, policies(false, "1.2.3")),
                        leaf(Rule.POLICY_RESERVED, policies(false, Oids.DOMAIN_VALIDATED, "2.23.140.1.2.2")),
                        leaf(Rule.POLICY_NOT_DV, policies(false, "2.23.140.1.2.2")),
                        leaf(Rule.POLICY_ANY, policies(false, Oids.DOMAIN_VALIDATED, Oids.ANY_POLICY)),
                        leaf(Rule.POLICY_DUPLICATE, policies(false, Oids.DOMAIN_VALIDATED, Oids.DOMAIN_VALIDATED)),
                        leaf(
                                Rule.POLICY_QUALIFIER,
                                qualified(Oids.CPS_QUALIFIER, Tbs.generalName(Der.IA5_STRING, "ldap://example.com"))),
                        leaf(
                                Rule.POLICY_QUALIFIER_PRESENT,
                                qualified(
                                        Oids.CPS_QUALIFIER,
                                        Tbs.generalName(Der.IA5_STRING, "https://example.com/cps"))),
                        pkix(
                                Rule.POLICY_NOTICE_TEXT,
                                qualified(
                                        Oids.USER_NOTICE_QUALIFIER,
                                        Tbs.sequence(Tbs.generalName(Der.VISIBLE_STRING, "notice")))),
                        pkix(
                                Rule.POLICY_NOTICE_TEXT,
                                qualified(Oids.USER_NOTICE_QUALIFIER, Tbs.sequence(Der.utf8("n".repeat(201))))),
                        leaf(Rule.AIA_MISSING, without(Oids.AUTHORITY_INFORMATION_ACCESS)),
                        pkix(Rule.AIA_CRITICAL, access(true, Oids.CA_ISSUERS, "http://ca.example/ca.cer")),
                        leaf(Rule.AIA_METHOD, access(false, "1.2.3", "http://ca.example/ca.cer")),
                        leaf(Rule.AIA_LOCATION, access(false, Oids.CA_ISSUERS, "https://ca.example/ca.cer")),
                        leaf(Rule.AIA_LOCATION, access(false, Oids.CA_ISSUERS, "http://")),
                        leaf(Rule.AIA_LOCATION, access(false, Oids.CA_ISSUERS, "http:///x")),
                        leaf(Rule.AIA_LOCATION, access(false, Oids.OCSP, "http://a_x..com/")),
                        leaf(Rule.AIA_LOCATION, access(false, Oids.CA_ISSUERS, "http://a.com/%zz")),
                        leaf(Rule.CRLDP_URI, with(Oids.CRL_DISTRIBUTION_POINTS, false, Tbs.points("http:///x.crl"))),
                        leaf(Rule.AIA_CA_ISSUERS, access(false, Oids.OCSP, "http://ca.example/ocsp")),
                        leaf(Rule.REVOCATION_INFORMATION_MISSING, without(Oids.CRL_DISTRIBUTION_POINTS)),
                        leaf(
                                Rule.CRLDP_CRITICAL,
                                with(Oids.CRL_DISTRIBUTION_POINTS, true, Tbs.points("http://ca.example/1.crl"))),
                        leaf(
                                Rule.CRLDP_URI,
                                with(Oids.CRL_DISTRIBUTION_POINTS, false, Tbs.points("https://ca.example/1.crl"))),
                        leaf(
                                Rule.CRLDP_URI,
                                with(Oids.CRL_DISTRIBUTION_POINTS, false, Tbs.points("ldap://ca.example/1"))),
                        leaf(
                                Rule.CRLDP_MULTIPLE,
                                with(
                                        Oids.CRL_DISTRIBUTION_POINTS,
                                        false,
                                        Tbs.points("http://ca.example/1.crl", "http://ca.example/2.crl"))),
                        leaf(Rule.CRLDP_FORM, with(Oids.CRL_DISTRIBUTION_POINTS, false, Tbs.hex("30063004810205a0"))),
                        leaf(Rule.SCT_LIST_SYNTAX, with(Oids.SCT_LIST, false, Der.octetString(new byte[2]))),
                        leaf(Rule.SCT_LIST_SYNTAX, with(Oids.SCT_LIST, false, Der.octetString(timestamps(1)))),
                        leaf(Rule.EXTENSION_SYNTAX, with(Oids.BASIC_CONSTRAINTS, true, Tbs.hex("30020500"))),
                        leaf(Rule.EXTENSION_SYNTAX, with(Oids.BASIC_CONSTRAINTS, true, Tbs.hex("30050101ff0500"))),
                        leaf(Rule.PRECERTIFICATE_POISON, with(Oids.PRECERTIFICATE_POISON, true, Tbs.hex("0500")))));
    }

    private static UnaryOperator<Tbs> policies(boolean critical, String... oids) {
        return with(
                Oids.CERTIFICATE_POLICIES,
                critical,
                Der.sequence(
                        Stream.of(oids).map(oid -> Tbs.sequence(Der.oid(oid))).toList()));
    }

    private static UnaryOperator<Tbs> qualified(String kind, byte[] value) {
        return with(
                Oids.CERTIFICATE_POLICIES,
                false,
                Tbs.sequence(Tbs.sequence(
                        Der.oid(Oids.DOMAIN_VALIDATED), Tbs.sequence(Tbs.sequence(Der.oid(kind), value)))));
    }

    private static UnaryOperator<Tbs> access(boolean critical, String method, String location) {
        return with(
                Oids.AUTHORITY_INFORMATION_ACCESS,
                critical,
                Tbs.sequence(Tbs.sequence(Der.oid(method), Tbs.uri(location))));
    }

    private static UnaryOperator<Tbs> constraints(byte[] base) {
        return with(Oids.NAME_CONSTRAINTS, true, Tbs.sequence(Der.tagged(0, Tbs.sequence(base))));
    }

    static Stream<Arguments> rest() {
        byte[] rsa = rsaWithExponent3();
        byte[] issuers = Tbs.sequence(Der.oid(Oids.CA_ISSUERS), Tbs.uri("http://ca.example/ca.cer"));
        int both = Oids.DIGITAL_SIGNATURE | Oids.KEY_ENCIPHERMENT;
        return Stream.of(
                leaf(Rule.KEY_EXPONENT_UNUSUAL, tbs -> tbs.key(rsa)),
                leaf(Rule.KEY_USAGE_BOTH, tbs -> tbs.key(rsa).extension(Oids.KEY_USAGE, true, Der.namedBits(both))),
                leaf(
                        Rule.KEY_USAGE_NOT_RECOMMENDED,
                        tbs -> tbs.key(rsa).extension(Oids.KEY_USAGE, true, Der.namedBits(Oids.DATA_ENCIPHERMENT))),
                leaf(Rule.EXTENSIONS_MISSING, Tbs::withoutExtensions),
                pkix(
                        Rule.EKU_TIMESTAMPING_CRITICALITY,
                        with(Oids.EXTENDED_KEY_USAGE, false, Tbs.sequence(Der.oid(Oids.TIME_STAMPING)))),
                pkix(Rule.EKU_KEY_USAGE_INCONSISTENT, with(Oids.KEY_USAGE, true, Der.namedBits(Oids.NON_REPUDIATION))),
                leaf(
                        Rule.AIA_DUPLICATE,
                        with(Oids.AUTHORITY_INFORMATION_ACCESS, false, Tbs.sequence(issuers, issuers))),
                leaf(Rule.NOT_BEFORE_BEFORE_TIMESTAMP, with(Oids.SCT_LIST, false, timestamps())),
                authority(
                        Rule.CA_SUBJECT_UNKNOWN,
                        tbs -> tbs.subject(Tbs.name(
                                Tbs.attribute(Oids.COUNTRY, Der.printable("DE")),
                                Tbs.attribute(Oids.ORGANIZATION, Der.utf8("Example")),
                                Tbs.attribute("2.5.4.5", Der.printable("1")),
                                Tbs.attribute(Oids.COMMON_NAME, Der.utf8("C"))))),
                authority(
                        Rule.NAME_ATTRIBUTE_MEANINGLESS,
                        tbs -> tbs.subject(Tbs.name(
                                Tbs.attribute(Oids.COUNTRY, Der.printable("DE")),
                                Tbs.attribute(Oids.ORGANIZATION, Der.utf8(" - ")),
                                Tbs.attribute(Oids.COMMON_NAME, Der.utf8("C"))))));
    }

    private static byte[] rsaWithExponent3() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F0));
            return generator.generateKeyPair().getPublic().getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A list of one timestamp, three days after the certificate begins (RFC 6962 section 3.3). */
    private static byte[] timestamps() {
        ByteBuffer list = ByteBuffer.allocate(52);
        list.putShort((short) 50).putShort((short) 48).put((byte) 0).put(new byte[32]);
        list.putLong(Instant.parse("2026-11-26T00:00:00Z").toEpochMilli()).putShort((short) 0);
        list.put((byte) 4).put((byte) 3).putShort((short) 1).put((byte) 7);
        return Der.octetString(list.array());
    }

    private static Arguments authority(Rule rule, UnaryOperator<Tbs> change) {
        return arguments(LintProfile.ISSUING_CA, rule, change);
    }

    private static Arguments root(Rule rule, UnaryOperator<Tbs> change) {
        return arguments(LintProfile.ROOT_CA, rule, change);
    }

    private static Arguments responder(Rule rule, UnaryOperator<Tbs> change) {
        return arguments(LintProfile.OCSP_RESPONDER, rule, change);
    }

    static Stream<Arguments> others() {
        return Stream.of(
                leaf(Rule.NAME_CONSTRAINTS_IN_LEAF, constraints(Tbs.dns("example.com"))),
                authority(
                        Rule.NAME_CONSTRAINTS_CRITICAL_RECOMMENDED,
                        with(
                                Oids.NAME_CONSTRAINTS,
                                false,
                                Tbs.sequence(Der.tagged(0, Tbs.sequence(Tbs.dns("a.example")))))),
                pkix(
                        Rule.NAME_CONSTRAINTS_CRITICALITY,
                        with(
                                Oids.NAME_CONSTRAINTS,
                                false,
                                Tbs.sequence(Der.tagged(0, Tbs.sequence(Tbs.dns("a.example")))))),
                authority(Rule.NAME_CONSTRAINTS_FORM, with(Oids.NAME_CONSTRAINTS, true, Tbs.hex("3000"))),
                authority(Rule.NAME_CONSTRAINTS_FORM, with(Oids.NAME_CONSTRAINTS, true, Tbs.hex("3002a000"))),
                authority(Rule.NAME_CONSTRAINTS_FORM, constraints(Tbs.dns(".example.com"))),
                authority(Rule.NAME_CONSTRAINTS_FORM, constraints(Tbs.dns("*.example.com"))),
                authority(Rule.NAME_CONSTRAINTS_FORM, constraints(Tbs.uri("https://example.com"))),
                authority(
                        Rule.NAME_CONSTRAINTS_FORM,
                        constraints(Tbs.generalName(AlternativeNames.RFC822, "a@b@example.com"))),
                authority(
                        Rule.NAME_CONSTRAINTS_FORM,
                        constraints(Der.element(AlternativeNames.ADDRESS, Tbs.hex("08080808ff00ff00")))),
                authority(Rule.NAME_CONSTRAINTS_FORM, constraints(Der.element(AlternativeNames.ADDRESS, new byte[4]))),
                authority(Rule.POLICY_CONSTRAINTS_FORM, with(Oids.POLICY_CONSTRAINTS, true, Tbs.hex("3000"))),
                authority(
                        Rule.POLICY_MAPPINGS_ANY,
                        with(
                                Oids.POLICY_MAPPINGS,
                                true,
                                Tbs.sequence(Tbs.sequence(Der.oid(Oids.ANY_POLICY), Der.oid("1.2.3"))))),
                leaf(
                        Rule.POLICY_MAPPINGS_IN_LEAF,
                        with(
                                Oids.POLICY_MAPPINGS,
                                true,
                                Tbs.sequence(Tbs.sequence(Der.oid("1.2.4"), Der.oid("1.2.3"))))),
                authority(Rule.INHIBIT_ANY_POLICY_CRITICALITY, with(Oids.INHIBIT_ANY_POLICY, false, Der.integer(0))),
                authority(Rule.BASIC_CONSTRAINTS_MISSING, without(Oids.BASIC_CONSTRAINTS)),
                authority(Rule.BASIC_CONSTRAINTS_CA, with(Oids.BASIC_CONSTRAINTS, true, Tbs.hex("3000"))),
                authority(
                        Rule.BASIC_CONSTRAINTS_PATH_LENGTH,
                        with(Oids.BASIC_CONSTRAINTS, true, Tbs.sequence(Der.booleanTrue(), Der.integer(-1)))),
                authority(Rule.KEY_USAGE_MISSING, without(Oids.KEY_USAGE)),
                authority(Rule.KEY_USAGE_CA, with(Oids.KEY_USAGE, true, Der.namedBits(Oids.KEY_CERT_SIGN))),
                authority(Rule.SKI_MISSING, without(Oids.SUBJECT_KEY_IDENTIFIER)),
                authority(Rule.CRLDP_MISSING, without(Oids.CRL_DISTRIBUTION_POINTS)),
                authority(Rule.AIA_RECOMMENDED, without(Oids.AUTHORITY_INFORMATION_ACCESS)),
                authority(
                        Rule.EKU_FORBIDDEN,
                        with(
                                Oids.EXTENDED_KEY_USAGE,
                                false,
                                Tbs.sequence(Der.oid(Oids.SERVER_AUTH), Der.oid(Oids.EMAIL_PROTECTION)))),
                authority(
                        Rule.EKU_CRITICAL,
                        with(Oids.EXTENDED_KEY_USAGE, true, Tbs.sequence(Der.oid(Oids.SERVER_AUTH)))),
                authority(Rule.POLICY_ANY, policies(false, Oids.ANY_POLICY, Oids.DOMAIN_VALIDATED)),
                root(Rule.ROOT_NOT_SELF_ISSUED, tbs -> tbs.issuer(Tbs.caName("other"))),
                root(Rule.ROOT_VALIDITY, tbs -> tbs.validity("261123000000Z", "341122235958Z")),
                root(Rule.ROOT_VALIDITY, tbs -> tbs.validity("261123000000Z", "20511124000000Z")),
                root(
                        Rule.ROOT_EXTENDED_KEY_USAGE,
                        with(Oids.EXTENDED_KEY_USAGE, false, Tbs.sequence(Der.oid(Oids.SERVER_AUTH)))),
                root(Rule.ROOT_POLICIES, policies(false, Oids.ANY_POLICY)),
                root(
                        Rule.ROOT_PATH_LENGTH,
                        with(Oids.BASIC_CONSTRAINTS, true, Tbs.sequence(Der.booleanTrue(), Der.integer(1)))),
                root(Rule.ROOT_AKI_RECOMMENDED, without(Oids.AUTHORITY_KEY_IDENTIFIER)),
                root(
                        Rule.AKI_VALUE,
                        with(Oids.AUTHORITY_KEY_IDENTIFIER, false, Tbs.sequence(Der.implicit(0, new byte[] {1, 2, 3
                        })))),
                responder(Rule.OCSP_NO_CHECK, without(Oids.OCSP_NO_CHECK)),
                responder(Rule.OCSP_NO_CHECK, with(Oids.OCSP_NO_CHECK, true, Tbs.hex("0500"))),
                responder(
                        Rule.KEY_USAGE_FORBIDDEN,
                        with(Oids.KEY_USAGE, true, Der.namedBits(Oids.DIGITAL_SIGNATURE | Oids.CRL_SIGN))),
                responder(
                        Rule.EKU_REQUIRED,
                        with(Oids.EXTENDED_KEY_USAGE, false, Tbs.sequence(Der.oid(Oids.SERVER_AUTH)))),
                responder(
                        Rule.EXTENSION_FORBIDDEN,
                        with(Oids.CRL_DISTRIBUTION_POINTS, false, Tbs.points("http://ca.example/1.crl"))),
                arguments(
                        LintProfile.TLS_SERVER_PRECERTIFICATE,
                        Rule.EXTENSION_FORBIDDEN,
                        with(Oids.SCT_LIST, false, Der.octetString(new byte[2]))),
                arguments(
                        LintProfile.TLS_SERVER_PRECERTIFICATE,
                        Rule.PRECERTIFICATE_POISON,
                        without(Oids.PRECERTIFICATE_POISON)),
                arguments(
                        LintProfile.TLS_CLIENT,
                        Rule.EKU_REQUIRED,
                        with(Oids.EXTENDED_KEY_USAGE, false, Tbs.sequence(Der.oid(Oids.SERVER_AUTH)))));
    }

    private static UnaryOperator<Tbs> address(String octets) {
        return san(Der.element(AlternativeNames.ADDRESS, Tbs.hex(octets)));
    }

    /** A list of one timestamp, of the time 0 and with a signature of one octet. */
    private static byte[] timestamps(int version) {
        byte[] one = ByteBuffer.allocate(1 + 32 + 8 + 2 + 2 + 2 + 1)
                .put((byte) version)
                .position(1 + 32 + 8 + 2 + 2)
                .putShort((short) 1)
                .put((byte) 7)
                .array();
        return ByteBuffer.allocate(4 + one.length)
                .putShort((short) (2 + one.length))
                .putShort((short) one.length)
                .put(one)
                .array();
    }

    @Test
    @DisplayName("control: what lies next to what these rules refuse is silent")
    void rule_kept_isSilent() {
        List<LintFinding> findings = check(
                LintProfile.TLS_SERVER,
                Tbs.leaf()
                        .extension(
                                Oids.SUBJECT_ALTERNATIVE_NAME,
                                true,
                                Tbs.sequence(
                                        Tbs.dns("xn--ls8h.la"), // a P-label, which IDNA2008 does not allow
                                        Tbs.dns("example.com"),
                                        Tbs.dns("a.vww6ybal4bd7szmgncyruucpgfkqahzddi37ktceo3ah7ngmcopnpyyd.onion"),
                                        Der.element(AlternativeNames.ADDRESS, Tbs.hex("08080808")),
                                        Der.element(
                                                AlternativeNames.ADDRESS, Tbs.hex("20014860486000000000000000008888"))))
                        .extension(Oids.BASIC_CONSTRAINTS, true, Tbs.hex("3000"))
                        .extension(
                                Oids.AUTHORITY_INFORMATION_ACCESS,
                                false,
                                Tbs.sequence(Tbs.sequence(
                                        Der.oid(Oids.CA_ISSUERS), Tbs.uri("http://ca.example:8080/a%20b?c")))));

        assertThat(findings).isEmpty();
        assertThat(SctList.timesOf(timestamps(0))).hasSize(1);
        assertThat(SctList.timesOf(timestamps(1))).isEmpty();
    }

    @Test
    @DisplayName("each rule about certificates that needs no issuer or plan is among those broken here")
    void rules_areAllBrokenSomewhere() {
        Set<Rule> broken = EnumSet.noneOf(Rule.class);
        Stream.of(
                        structure(),
                        names(),
                        alternativeNames(),
                        extensions(),
                        others(),
                        rest(),
                        RuleBordersTest.refusedNames(),
                        RuleBordersTest.refusedExtensions(),
                        RuleBordersTest.refusedLocations(),
                        RuleBordersTest.refusedSubjects(),
                        RuleBordersTest.refusedResponders())
                .flatMap(arguments -> arguments)
                .forEach(arguments -> broken.add((Rule) arguments.get()[1]));
        // told by what is known besides: issuer, plan, precertificate, the host's linter, or the whole certificate; RSA
        // keys; CRLs and OCSP have tests of
        // their own
        Set<Rule> elsewhere = EnumSet.of(
                Rule.STRUCTURE,
                Rule.SIGNATURE_ALGORITHM_MISMATCH,
                Rule.SIGNATURE_ALGORITHM_OF_ISSUER,
                Rule.ISSUER_BYTES,
                Rule.VALIDITY_BEYOND_PLAN,
                Rule.SERIAL_NOT_AS_RESERVED,
                Rule.VALIDITY_NOT_AS_PLANNED,
                Rule.EXTENSIONS_NOT_AS_PLANNED,
                Rule.VALIDITY_BEYOND_ISSUER,
                Rule.KEY_NOT_AS_REQUESTED,
                Rule.SAN_NOT_AS_PLANNED,
                Rule.NAME_CONSTRAINTS_VIOLATED,
                Rule.NAME_CONSTRAINTS_NOT_JUDGED,
                Rule.PRECERTIFICATE_MISMATCH,
                Rule.EXTERNAL_LINT,
                Rule.OCSP_WINDOW);
        Set<Rule> untested = EnumSet.complementOf(EnumSet.copyOf(broken));
        untested.removeAll(elsewhere);
        untested.removeIf(rule -> rule.name().startsWith("CRL_"));

        assertThat(untested).isEmpty();
    }
}
