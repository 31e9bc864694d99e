package dev.acm.testkit.contract;

import dev.acm.certificate.KeyAlgorithm;
import dev.acm.spi.KeyPairSource;
import dev.acm.vault.JdkKeyPairSource;
import java.security.SecureRandom;
import java.util.List;

class JdkKeyPairSourceTest implements KeyPairSourceContract {
    @Override
    public KeyPairSource newSource() {
        return new JdkKeyPairSource(new SecureRandom());
    }

    @Override
    public List<KeyAlgorithm> algorithms() {
        return List.of(
                KeyAlgorithm.EC_prime256v1,
                KeyAlgorithm.EC_secp384r1,
                KeyAlgorithm.EC_secp521r1,
                KeyAlgorithm.RSA_2048,
                KeyAlgorithm.RSA_3072);
    }
}
