package dev.acm.testkit.workflow;

import dev.acm.certificate.CertificateArn;
import dev.acm.spi.Page;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RecordKey;
import dev.acm.spi.RecordStore;
import dev.acm.spi.RetryClass;
import dev.acm.spi.StoreException;
import dev.acm.spi.StoredRecord;
import dev.acm.spi.Write;
import dev.acm.spi.WriteResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Does not take what is written of one certificate, as a store does that finds it too large. */
final class RefusingStore implements RecordStore {
    private final RecordStore behind;
    private String refused = "";
    private int refusals;

    RefusingStore(RecordStore behind) {
        this.behind = behind;
    }

    void refuse(CertificateArn arn) {
        refused = arn.toString();
    }

    void refuseNothing() {
        refused = "";
    }

    int refusals() {
        return refusals;
    }

    @Override
    public WriteResult write(List<Write> batch) throws StoreException {
        if (batch.get(0).key().id().equals(refused)) {
            refusals++;
            throw new StoreException("too large", Effect.NONE, RetryClass.NEVER, null);
        }
        return behind.write(batch);
    }

    @Override
    public Optional<StoredRecord> find(RecordKey key) throws StoreException {
        return behind.find(key);
    }

    @Override
    public Page due(String space, Instant now, Optional<String> after, int limit) throws StoreException {
        return behind.due(space, now, after, limit);
    }

    @Override
    public Page scan(String space, Optional<String> partition, Optional<String> after, int limit)
            throws StoreException {
        return behind.scan(space, partition, after, limit);
    }
}
