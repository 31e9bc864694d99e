package dev.acm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.acm.memory.InMemoryRecordStore;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RecordStore;
import dev.acm.spi.StoreException;
import dev.acm.spi.Write;
import dev.acm.testkit.Crash;
import dev.acm.testkit.Fault;
import dev.acm.testkit.FaultyStore;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The decorator keeps the contract, S4 included, and fails just where it was told. */
class FaultyStoreTest implements RecordStoreContract {
    @Override
    public RecordStore newStore() {
        return FaultyStore.over(new InMemoryRecordStore());
    }

    @Override
    public Optional<CutLine> newStoreBehindCutLine() {
        FaultyStore store = FaultyStore.over(new InMemoryRecordStore());
        return Optional.of(new CutLine() {
            @Override
            public RecordStore store() {
                return store;
            }

            @Override
            public void loseNextAnswer() {
                store.onWrite(1, Fault.ANSWER_LOST);
            }
        });
    }

    private static List<Write> insertion(String id) {
        return List.of(StoreDriver.insertion(id, 1));
    }

    @ParameterizedTest
    @CsvSource({"NOT_DONE, NONE, false", "REQUEST_LOST, UNKNOWN, false", "ANSWER_LOST, UNKNOWN, true"})
    void onWrite_fault_hasThatEffect(Fault fault, Effect effect, boolean done) throws Exception {
        InMemoryRecordStore below = new InMemoryRecordStore();
        FaultyStore store = FaultyStore.over(below).onWrite(2, fault);
        store.write(insertion("first"));

        StoreException failed = catchThrowableOfType(StoreException.class, () -> store.write(insertion("second")));

        assertThat(failed.effect()).isEqualTo(effect);
        assertThat(below.find(StoreDriver.key("second")).isPresent()).isEqualTo(done);
        store.write(insertion("third"));
        assertThat(store.writes()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"CRASH_BEFORE, false", "CRASH_AFTER, true"})
    void onWrite_crash_endsTheProcess(Fault fault, boolean done) {
        InMemoryRecordStore below = new InMemoryRecordStore();
        FaultyStore store = FaultyStore.over(below).onWrite(1, fault);

        assertThatExceptionOfType(Crash.class).isThrownBy(() -> store.write(insertion("a")));

        assertThat(below.find(StoreDriver.key("a")).isPresent()).isEqualTo(done);
        assertThatExceptionOfType(Crash.class).isThrownBy(() -> store.write(insertion("b")));
        assertThatExceptionOfType(Crash.class).isThrownBy(() -> store.find(StoreDriver.key("a")));
        assertThat(below.find(StoreDriver.key("b"))).isEmpty();
    }

    @Test
    void onRead_crash_endsTheProcess() {
        InMemoryRecordStore below = new InMemoryRecordStore();
        FaultyStore store = FaultyStore.over(below).onRead(1, Fault.CRASH_BEFORE);

        assertThatExceptionOfType(Crash.class).isThrownBy(() -> store.find(StoreDriver.key("a")));
        assertThatExceptionOfType(Crash.class).isThrownBy(() -> store.write(insertion("a")));
        assertThat(below.find(StoreDriver.key("a"))).isEmpty();
    }
}
