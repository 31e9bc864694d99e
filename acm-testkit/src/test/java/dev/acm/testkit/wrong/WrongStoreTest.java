package dev.acm.testkit.wrong;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.spi.RecordStore;
import dev.acm.testkit.contract.RecordStoreContract;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The negative control of the store's contract: each wrong store fails just the tests that name its fault. */
class WrongStoreTest {
    private static WrongStore wrong = WrongStore.LOSES_UPDATES;

    @ParameterizedTest
    @EnumSource
    void contract_wrongStore_failsWhereItIsWrong(WrongStore store) {
        wrong = store;

        Set<String> failed = ContractRun.failedTests(Case.class);

        Set<String> unexpected = new HashSet<>(failed);
        unexpected.removeAll(store.caughtBy());
        unexpected.removeAll(store.alsoCaughtBy());
        assertThat(failed).containsAll(store.caughtBy());
        assertThat(unexpected).isEmpty();
    }

    @EnabledIf("dev.acm.testkit.wrong.ContractRun#isRunning")
    static class Case implements RecordStoreContract {
        @Override
        public RecordStore newStore() {
            return wrong.newStore();
        }

        @Override
        public Optional<CutLine> newStoreBehindCutLine() {
            return wrong.newStoreBehindCutLine();
        }
    }
}
