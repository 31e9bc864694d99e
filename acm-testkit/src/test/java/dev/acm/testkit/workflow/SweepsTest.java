package dev.acm.testkit.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.CertificateManager;
import dev.acm.RunReport;
import dev.acm.certificate.CertificateStatus;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run looks through beside the certificates, when the store fails in it or the host wants to stop. */
class SweepsTest {
    private final World world = new World();
    private final DueStore store = new DueStore(world.store);
    private final CertificateManager manager = world.manager(store);

    @ParameterizedTest
    @ValueSource(strings = {"token", "account", "denial"})
    void storeFailsInASweep_theReportIsTold_andTheOthersAreSwept(String space) {
        world.validator.proveAll();
        var arn = manager.request(World.request()).arn();
        store.refused = space;

        RunReport report = manager.runDue(10);

        assertThat(manager.describe(arn).status()).isEqualTo(CertificateStatus.ISSUED);
        assertThat(report.steps()).isNotEmpty();
        assertThat(report.nextRun()).isPresent();
        assertThat(store.asked).contains("token", "account", "denial");
    }

    @Test
    void hostWantsToStop_nothingIsSwept() {
        manager.request(World.request());

        manager.runDue(10, () -> store.asked.isEmpty());

        assertThat(store.asked).doesNotContain("token", "account", "denial");
        manager.runDue(10);
        assertThat(store.asked).contains("token", "account", "denial");
    }

    /** Notes which spaces are asked for what is due, and fails in one. */
    private static final class DueStore implements RecordStore {
        /** By this date a run asks when to come again. */
        private static final Instant ALL = Instant.parse("9999-12-31T23:59:59Z");

        private final RecordStore behind;
        private final List<String> asked = new ArrayList<>();
        private String refused = "";

        DueStore(RecordStore behind) {
            this.behind = behind;
        }

        @Override
        public Page due(String space, Instant now, Optional<String> after, int limit) throws StoreException {
            if (!now.equals(ALL)) {
                asked.add(space);
            }
            if (space.equals(refused)) {
                throw new StoreException("down", Effect.NONE, RetryClass.TRANSIENT, null);
            }
            return behind.due(space, now, after, limit);
        }

        @Override
        public WriteResult write(List<Write> batch) throws StoreException {
            return behind.write(batch);
        }

        @Override
        public Optional<StoredRecord> find(RecordKey key) throws StoreException {
            return behind.find(key);
        }

        @Override
        public Page scan(String space, Optional<String> partition, Optional<String> after, int limit)
                throws StoreException {
            return behind.scan(space, partition, after, limit);
        }
    }
}
