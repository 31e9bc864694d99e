package dev.acm.ca.csr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.Oids;
import dev.acm.name.DomainName;
import dev.acm.name.NameRules;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("CSR-1 to CSR-6: requests made by hand")
class SigningRequestTest {
    private static final byte[] ECDSA_SHA256 = HexFormat.of().parseHex("300a06082a8648ce3d040302");
    private static final KeyPair KEYS = keys("EC", 256);
    private static final byte[] NO_NAME = Der.sequence();

    private static KeyPair keys(String family, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(family);
            if (family.equals("EC")) {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            } else {
                generator.initialize(bits);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] commonName(String text) {
        return Der.sequence(Der.element(Der.SET, Der.sequence(Der.oid(Oids.COMMON_NAME), Der.utf8(text))));
    }

    private static byte[] dns(String text) {
        return Der.element(0x82, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] address(int... octets) {
        byte[] bytes = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            bytes[i] = (byte) octets[i];
        }
        return Der.element(0x87, bytes);
    }

    private static byte[] extension(byte[]... parts) {
        return Der.sequence(Der.oid(Oids.EXTENSION_REQUEST), Der.element(Der.SET, Der.sequence(Der.sequence(parts))));
    }

    private static byte[] names(byte[]... names) {
        return extension(Der.oid(Oids.SUBJECT_ALTERNATIVE_NAME), Der.octetString(Der.sequence(names)));
    }

    private static byte[] request(byte[] subject, byte[]... attributes) {
        return request(subject, KEYS, ECDSA_SHA256, "SHA256withECDSA", Optional.empty(), attributes);
    }

    /** A request with these attributes in this order. */
    private static byte[] request(
            byte[] subject,
            KeyPair keys,
            byte[] identifier,
            String algorithm,
            Optional<AlgorithmParameterSpec> parameters,
            byte[]... attributes) {
        byte[] info =
                Der.sequence(Der.integer(0), subject, keys.getPublic().getEncoded(), Der.element(0xa0, attributes));
        try {
            Signature signature = Signature.getInstance(algorithm);
            if (parameters.isPresent()) {
                signature.setParameter(parameters.get());
            }
            signature.initSign(keys.getPrivate());
            signature.update(info);
            return Der.sequence(info, identifier, Der.bitString(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SigningRequest read(byte[] der) {
        SigningRequest request = SigningRequest.read(der).orElseThrow();
        assertThat(request.checkProof(Optional.empty())).isEmpty();
        return request;
    }

    private static List<RequestFault> faults(List<RequestFinding> findings) {
        return findings.stream().map(RequestFinding::fault).toList();
    }

    @ParameterizedTest
    @CsvSource({"SHA-256, 32, 01, 20", "SHA-384, 48, 02, 30", "SHA-512, 64, 03, 40"})
    @DisplayName(
            "CSR-1: RSASSA-PSS with a salt as long as the hash is verified, and does not pass for another signature")
    void pss_isVerified(String hash, int salt, String hashArc, String saltHex) {
        MGF1ParameterSpec mask = new MGF1ParameterSpec(hash);
        PSSParameterSpec parameters = new PSSParameterSpec(hash, "MGF1", mask, salt, 1);
        byte[] identifier = HexFormat.of()
                .parseHex("304106092a864886f70d01010a3034a00f300d06096086480165030402" + hashArc
                        + "0500a11c301a06092a864886f70d010108300d06096086480165030402" + hashArc + "0500a2030201"
                        + saltHex);
        KeyPair keys = keys("RSA", 2048);
        byte[] good =
                request(NO_NAME, keys, identifier, "RSASSA-PSS", Optional.of(parameters), names(dns("example.com")));
        byte[] bad = good.clone();
        bad[bad.length - 1] ^= 1;

        assertThat(read(good).checkNames()).isEmpty();
        assertThat(faults(SigningRequest.read(bad).orElseThrow().checkProof(Optional.empty())))
                .containsExactly(RequestFault.BAD_SIGNATURE);
    }

    @Test
    @DisplayName("KEY-1: an RSA key of a size without a name signs requests as any other")
    void rsaOfUnnamedSize_isVerified() {
        byte[] sha256WithRsa = HexFormat.of().parseHex("300d06092a864886f70d01010b0500");
        byte[] request = request(
                NO_NAME,
                keys("RSA", 2056),
                sha256WithRsa,
                "SHA256withRSA",
                Optional.empty(),
                names(dns("example.com")));

        assertThat(read(request).checkNames()).isEmpty();
    }

    @Test
    @DisplayName("CSR-1: a key of one family does not sign as another")
    void otherFamily_isRefused() {
        byte[] sha256WithRsa = HexFormat.of().parseHex("300d06092a864886f70d01010b0500");
        byte[] request =
                request(NO_NAME, KEYS, sha256WithRsa, "SHA256withECDSA", Optional.empty(), names(dns("example.com")));

        assertThat(faults(SigningRequest.read(request).orElseThrow().checkProof(Optional.empty())))
                .containsExactly(RequestFault.PUBLIC_KEY);
    }

    @Test
    @DisplayName("RFC 5280 4.1: an extension has two parts, or three with critical TRUE")
    void extension_withFourParts_isNotRead() {
        byte[] oid = Der.oid(Oids.SUBJECT_ALTERNATIVE_NAME);
        byte[] value = Der.octetString(Der.sequence(dns("example.com")));
        byte[] nothing = HexFormat.of().parseHex("0500");

        assertThat(SigningRequest.read(request(NO_NAME, extension(oid, Der.booleanTrue(), nothing, value))))
                .isEmpty();
        assertThat(SigningRequest.read(request(NO_NAME, extension(oid)))).isEmpty();
        assertThat(read(request(NO_NAME, extension(oid, Der.booleanTrue(), value)))
                        .dnsNames())
                .containsExactly("example.com");
    }

    @Test
    @DisplayName("RFC 5280 4.2.1.6: a list of alternative names is not empty, whatever the common name")
    void alternativeNames_empty_areRefused() {
        SigningRequest request = read(request(commonName("example.com"), names()));

        assertThat(faults(request.checkNames())).containsExactly(RequestFault.NO_IDENTIFIERS);
    }

    @Test
    @DisplayName("CSR-1: attributes are a SET OF in DER, so sorted")
    void attributes_notSorted_areNotRead() {
        byte[] names = names(dns("example.com"));
        byte[] challenge = Der.sequence(Der.oid("1.2.840.113549.1.9.7"), Der.element(Der.SET, Der.utf8("password")));

        assertThat(read(request(NO_NAME, challenge, names)).dnsNames()).containsExactly("example.com");
        assertThat(SigningRequest.read(request(NO_NAME, names, challenge))).isEmpty();
    }

    @Test
    @DisplayName("CSR-3, CSR-5: a name of more than 64 characters in the common name is asked for without becoming one")
    void commonName_long_isAName() {
        String name = "a".repeat(60) + ".example.com";
        SigningRequest request = read(request(commonName(name)));

        assertThat(request.dnsNames()).containsExactly(name);
        assertThat(request.commonName()).isEmpty();
        assertThat(request.checkNames()).isEmpty();
    }

    @Test
    @DisplayName("CSR-5: a long common name that is no name is dropped beside alternative names")
    void commonName_longAndNoName_isDropped() {
        SigningRequest request = read(request(commonName("a".repeat(65)), names(dns("example.com"))));

        assertThat(request.dnsNames()).containsExactly("example.com");
        assertThat(request.checkNames()).isEmpty();
    }

    @Test
    @DisplayName("CSR-5: without a common name, the first alternative name that is short enough is proposed")
    void commonName_none_isTheFirstShortName() {
        String tooLong = "a".repeat(60) + ".example.com";

        assertThat(read(request(NO_NAME, names(dns(tooLong), dns("B.com"), dns("a.com"))))
                        .commonName())
                .contains("b.com");
        assertThat(read(request(NO_NAME, names(dns(tooLong)))).commonName()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x.test",
                "a.local",
                "foo",
                "1.2.0.192.in-addr.arpa",
                "expyuzz4wqqyqhjn.onion",
                "co.uk",
                "*.co.uk",
                "xn--ls8h.la",
                "10.0.0.1",
                "a_b.example.com"
            })
    @DisplayName("DN-21 to DN-29: a name that no public authority certifies is refused")
    void name_notPublic_isRefused(String name) {
        assertThat(read(request(NO_NAME, names(dns(name)))).checkNames())
                .isNotEmpty()
                .extracting(RequestFinding::fault)
                .contains(RequestFault.NAME_INVALID);
    }

    @Test
    @DisplayName("DN-31: a reserved address is refused")
    void address_reserved_isRefused() {
        SigningRequest request = read(request(
                NO_NAME, names(address(10, 0, 0, 1), address(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 8, 8, 8, 8))));

        assertThat(request.addresses()).containsExactly("10.0.0.1", "::ffff:808:808");
        assertThat(faults(request.checkNames())).containsExactly(RequestFault.NAME_INVALID, RequestFault.NAME_INVALID);
        assertThat(read(request(NO_NAME, names(address(8, 8, 8, 8)))).checkNames())
                .isEmpty();
    }

    @Test
    @DisplayName("The rules of a private authority are its own")
    void name_byPrivateRules_isPermitted() {
        SigningRequest request = read(request(NO_NAME, names(dns("db.internal"), address(10, 0, 0, 1))));

        assertThat(request.checkNames(NameRules.privateNames())).isEmpty();
        assertThat(request.checkNames(NameRules.privateNames(DomainName.parse("internal"))))
                .isEmpty();
        assertThat(faults(request.checkNames(NameRules.privateNames(DomainName.parse("corp")))))
                .containsExactly(RequestFault.NAME_INVALID);
    }

    @Test
    @DisplayName("DN-17: P-Labels that IDNA2008 does not allow are for the rules to admit")
    void name_ofEmoji_isForTheRules() {
        SigningRequest request = read(request(NO_NAME, names(dns("xn--ls8h.la"))));

        assertThat(request.checkNames(NameRules.publicWeb().admittingPLabels())).isEmpty();
    }
}
