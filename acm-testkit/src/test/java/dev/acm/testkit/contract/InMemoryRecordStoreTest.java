package dev.acm.testkit.contract;

import dev.acm.memory.InMemoryRecordStore;
import dev.acm.spi.RecordStore;

class InMemoryRecordStoreTest implements RecordStoreContract {
    @Override
    public RecordStore newStore() {
        return new InMemoryRecordStore();
    }
}
