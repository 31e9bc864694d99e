package dev.acm.testkit.wrong;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.event.AuditEntry;
import dev.acm.spi.AuditException;
import dev.acm.spi.AuditLog;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RetryClass;
import dev.acm.testkit.contract.AuditLogContract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The negative control of the audit log's contract. */
class WrongAuditLogTest {
    private static boolean throwing;

    @Test
    void contract_repeatedEntryThrows_isCaught() {
        throwing = true;

        assertThat(ContractRun.failedTests(Case.class)).containsExactly("append_repeatedEntry_isNoFailure");
    }

    @Test
    void contract_newestFirst_isCaught() {
        throwing = false;

        assertThat(ContractRun.failedTests(Case.class))
                .containsExactlyInAnyOrder(
                        "append_entries_areKeptInOrder",
                        "append_repeatedEntry_isNoFailure",
                        "append_manyThreads_loseNothing");
    }

    @EnabledIf("dev.acm.testkit.wrong.ContractRun#isRunning")
    static class Case implements AuditLogContract {
        @Override
        public AuditLog newLog() {
            return throwing ? new Refusing() : new NewestFirst();
        }

        @Override
        public List<AuditEntry> read(AuditLog log) {
            return ((Kept) log).entries;
        }
    }

    private abstract static class Kept implements AuditLog {
        final List<AuditEntry> entries = new ArrayList<>();
    }

    private static final class NewestFirst extends Kept {
        @Override
        public synchronized void append(AuditEntry entry) {
            entries.add(0, entry);
        }
    }

    private static final class Refusing extends Kept {
        @Override
        public synchronized void append(AuditEntry entry) throws AuditException {
            if (entries.contains(entry)) {
                throw new AuditException("there already", Effect.NONE, RetryClass.NEVER, null);
            }
            entries.add(entry);
        }
    }
}
