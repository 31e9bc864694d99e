package dev.acm.ca;

import dev.acm.certificate.CertificateChain;
import dev.acm.memory.InMemoryRecordStore;
import dev.acm.spi.CertificateAuthority;
import dev.acm.testkit.contract.CertificateAuthorityContract;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A1 to A6 as the test kit has them")
class EmbeddedAuthorityContractTest implements CertificateAuthorityContract {
    private final InMemoryRecordStore store = new InMemoryRecordStore();

    @Override
    public CertificateAuthority newAuthority() throws Exception {
        return EmbeddedAuthority.open(TestAuthority.options(store).build(), now());
    }

    @Override
    public CertificateAuthority restart(CertificateAuthority authority) throws Exception {
        return newAuthority();
    }

    @Override
    public OptionalInt revocations(CertificateAuthority authority, CertificateChain chain) {
        String serial = chain.leaf().getSerialNumber().toString(16);
        return OptionalInt.of(
                (int) store.scan("ca-revocation", Optional.empty(), Optional.empty(), 100).records().stream()
                        .filter(record -> record.key().id().endsWith(":" + serial))
                        .count());
    }
}
