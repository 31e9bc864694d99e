package dev.acm.testkit.contract;

import dev.acm.spi.KeyVault;
import dev.acm.vault.HostKey;
import dev.acm.vault.JdkKeyPairSource;
import dev.acm.vault.SoftwareKeyVault;
import java.security.SecureRandom;
import java.util.List;

class SoftwareKeyVaultTest implements KeyVaultContract {
    @Override
    public KeyVault newVault() {
        SecureRandom random = new SecureRandom();
        return new SoftwareKeyVault(
                List.of(HostKey.of("k2", random.generateSeed(32)), HostKey.of("k1", random.generateSeed(32))),
                new JdkKeyPairSource(random),
                random);
    }
}
