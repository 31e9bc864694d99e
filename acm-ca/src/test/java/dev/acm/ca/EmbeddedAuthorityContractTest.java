package dev.acm.ca;

import dev.acm.memory.InMemoryRecordStore;
import dev.acm.spi.CertificateAuthority;
import dev.acm.spi.RecordStore;
import dev.acm.testkit.contract.CertificateAuthorityContract;

/** A1 to A6, with the shipped contract. */
class EmbeddedAuthorityContractTest implements CertificateAuthorityContract {
    private final RecordStore store = new InMemoryRecordStore();

    @Override
    public CertificateAuthority newAuthority() throws Exception {
        return TestAuthority.open(store);
    }

    @Override
    public CertificateAuthority restart(CertificateAuthority authority) throws Exception {
        return TestAuthority.open(store);
    }
}
