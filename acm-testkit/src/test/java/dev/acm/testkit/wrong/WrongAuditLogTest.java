package dev.acm.testkit.wrong;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.event.AuditEntry;
import dev.acm.spi.AuditLog;
import dev.acm.testkit.contract.AuditLogContract;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The negative control of the audit log's contract. */
class WrongAuditLogTest {
    private static WrongAuditLog wrong = WrongAuditLog.NEWEST_FIRST;

    @ParameterizedTest
    @EnumSource
    void contract_wrongLog_failsWhereItIsWrong(WrongAuditLog log) {
        wrong = log;

        assertThat(ContractRun.failedTests(Case.class)).isEqualTo(log.caughtBy());
    }

    @EnabledIf("dev.acm.testkit.wrong.ContractRun#isRunning")
    static class Case implements AuditLogContract {
        @Override
        public AuditLog newLog() {
            return wrong.newLog();
        }

        @Override
        public List<AuditEntry> read(AuditLog log) {
            return wrong.read(log);
        }
    }
}
