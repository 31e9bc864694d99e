package dev.acm.ca;

import static dev.acm.ca.TestAuthority.NOW;
import static dev.acm.ca.TestAuthority.issue;
import static dev.acm.ca.TestAuthority.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.KeyAlgorithm;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stranger may send. */
@DisplayName("RFC 6960 2.3: every request is answered")
class OcspRequestTest {
    private static final byte[] SHA1 = Der.sequence(Der.oid("1.3.14.3.2.26"), Der.element(Der.NULL));

    private static EmbeddedAuthority authority;
    private static byte[] nameHash;
    private static byte[] keyHash;
    private static byte[] serial;

    @BeforeAll
    static void issueOne() throws Exception {
        authority = TestAuthority.open();
        CertificateChain chain = issue(
                authority, 1, plan(KeyAlgorithm.EC_prime256v1, "example.com").build());
        serial = Der.integer(chain.leaf().getSerialNumber());
        MessageDigest digest = MessageDigest.getInstance("SHA-1");
        nameHash = Der.octetString(digest.digest(
                authority.issuingCertificate().getSubjectX500Principal().getEncoded()));
        DerElement key = DerElement.parse(
                        authority.issuingCertificate().getPublicKey().getEncoded())
                .children()
                .get(1);
        keyHash = Der.octetString(digest.digest(key.bitStringOctets()));
    }

    private static byte[] good() {
        return Der.sequence(SHA1, nameHash, keyHash, serial);
    }

    private static byte[] of(byte[] algorithm) {
        return Der.sequence(algorithm, nameHash, keyHash, serial);
    }

    private static byte[] ofSerial(BigInteger number) {
        return Der.sequence(SHA1, nameHash, keyHash, Der.integer(number));
    }

    private static byte[] request(byte[]... ids) {
        List<byte[]> requests = new ArrayList<>();
        Arrays.stream(ids).forEach(id -> requests.add(Der.sequence(id)));
        return Der.sequence(Der.sequence(Der.sequence(requests)));
    }

    private static OCSPResp ask(byte[]... ids) throws Exception {
        return new OCSPResp(authority.ocsp(request(ids), NOW));
    }

    private static SingleResp[] answers(byte[]... ids) throws Exception {
        return ((BasicOCSPResp) ask(ids).getResponseObject()).getResponses();
    }

    @Test
    @DisplayName("control: a good one is answered good")
    void ocsp_good_isGood() throws Exception {
        assertThat(answers(good())[0].getCertStatus()).isNull();
    }

    @Test
    void ocsp_malformedCertificateId_isAMalformedRequest() throws Exception {
        List<byte[]> malformed = List.of(
                of(Der.element(Der.NULL)),
                of(Der.sequence()),
                of(Der.sequence(Der.integer(1))),
                of(Der.sequence(Der.oid("1.3.14.3.2.26"), Der.element(Der.BOOLEAN, new byte[] {1}))),
                Der.sequence(),
                Der.sequence(SHA1, nameHash, keyHash),
                Der.sequence(SHA1, nameHash, keyHash, serial, serial),
                Der.sequence(SHA1, Der.element(Der.NULL), keyHash, serial),
                Der.sequence(SHA1, nameHash, Der.integer(3), serial),
                Der.sequence(SHA1, nameHash, keyHash, Der.octetString(new byte[3])),
                Der.sequence(SHA1, nameHash, keyHash, Der.element(Der.INTEGER)),
                Der.element(Der.NULL));
        for (byte[] id : malformed) {
            assertThat(ask(id).getStatus()).isEqualTo(OCSPResp.MALFORMED_REQUEST);
            assertThat(ask(good(), id).getStatus()).isEqualTo(OCSPResp.MALFORMED_REQUEST);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 158, 159, 168, 2400, 80_000})
    @DisplayName("BR 4.9.9: a serial number that was never issued is unknown, however long it is")
    void ocsp_serialNumberOfAnyLength_isUnknown(int bits) throws Exception {
        BigInteger number = BigInteger.ONE.shiftLeft(bits);
        for (BigInteger one : List.of(number, number.negate(), BigInteger.ZERO)) {
            assertThat(answers(good(), ofSerial(one))[1].getCertStatus()).isInstanceOf(UnknownStatus.class);
        }
    }

    @Test
    @DisplayName("whatever is changed in a request, nothing is thrown")
    void ocsp_mutations_areAnswered() {
        byte[] nonce = Der.sequence(Der.oid("1.3.6.1.5.5.7.48.1.2"), Der.octetString(Der.octetString(new byte[16])));
        byte[] request = Der.sequence(Der.sequence(
                Der.sequence(Der.sequence(good()), Der.sequence(good())), Der.tagged(2, Der.sequence(nonce))));
        Random random = new Random(7);
        TreeMap<Integer, Integer> statuses = new TreeMap<>();
        for (int i = 0; i < Mutations.count(); i++) {
            byte[] octets = i == 0 ? request : Mutations.of(request, random);
            assertThatCode(() -> statuses.merge(new OCSPResp(authority.ocsp(octets, NOW)).getStatus(), 1, Integer::sum))
                    .doesNotThrowAnyException();
        }
        for (int i = 0; i < Mutations.count(); i++) {
            // a part of the CertID changed and the lengths around it right
            byte[] octets = request(good(), mutatedPart(random));
            assertThatCode(() -> statuses.merge(new OCSPResp(authority.ocsp(octets, NOW)).getStatus(), 1, Integer::sum))
                    .doesNotThrowAnyException();
        }

        assertThat(statuses.keySet())
                .containsExactly(OCSPResp.SUCCESSFUL, OCSPResp.MALFORMED_REQUEST, OCSPResp.UNAUTHORIZED);
    }

    private static byte[] mutatedPart(Random random) {
        List<byte[]> parts = new ArrayList<>(List.of(SHA1, nameHash, keyHash, serial));
        int at = random.nextInt(parts.size());
        parts.set(at, Mutations.of(parts.get(at), random));
        return Der.sequence(parts);
    }
}
