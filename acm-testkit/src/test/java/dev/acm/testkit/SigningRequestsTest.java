package dev.acm.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.acm.certificate.KeyAlgorithm;
import dev.acm.name.DomainName;
import dev.acm.vault.JdkKeyPairSource;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("RFC 2986: PKCS#10")
class SigningRequestsTest {
    private static final List<DomainName> NAMES = List.of(DomainName.parse("*.example.com"));

    @ParameterizedTest
    @EnumSource(names = {"RSA_2048", "EC_prime256v1", "EC_secp384r1"})
    void create_anyKey_provesIt(KeyAlgorithm algorithm) throws Exception {
        KeyPair keys = new JdkKeyPairSource(new SecureRandom()).next(algorithm);

        byte[] request = SigningRequests.create(keys, NAMES);

        assertThat(SigningRequests.provenKey(request)).contains(keys.getPublic());
    }

    @Test
    void provenKey_changedOrNoRequest_isEmpty() {
        byte[] request = SigningRequests.create(KeyPairs.generate(), NAMES);
        byte[] changed = request.clone();
        changed[changed.length - 1] ^= 1;

        assertThat(SigningRequests.provenKey(changed)).isEmpty();
        assertThat(SigningRequests.provenKey(Arrays.copyOf(request, 40))).isEmpty();
        assertThat(SigningRequests.provenKey(new byte[0])).isEmpty();
    }

    @Test
    void createWithoutProof_otherKeySigned_isNotProven() {
        KeyPair wanted = KeyPairs.generate();

        byte[] request = SigningRequests.createWithoutProof(wanted.getPublic(), KeyPairs.generate(), NAMES);

        assertThat(SigningRequests.provenKey(request)).isEmpty();
        assertThat(SigningRequests.unprovenKey(request)).isEqualTo(wanted.getPublic());
    }

    @Test
    void publicKeyOf_noKey_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> SigningRequests.publicKeyOf(new byte[] {0x30, 0}));
    }
}
