package dev.acm.testkit.wrong;

import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RecordKey;
import dev.acm.spi.RecordStore;
import dev.acm.spi.StoreException;
import dev.acm.spi.StoredRecord;
import dev.acm.spi.Write;
import dev.acm.spi.WriteResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Stores that write wrongly. */
final class WrongWrites {
    private WrongWrites() {}

    /** Looks first and writes then, without holding on to what it saw; for some kind of write. */
    static RecordStore checkThenAct(Predicate<Write> affected) {
        return new Delegating() {
            @Override
            public WriteResult write(List<Write> batch) throws StoreException {
                Write write = batch.get(0);
                if (batch.size() > 1 || !affected.test(write)) {
                    return super.write(batch);
                }
                if (!isAsExpected(write)) {
                    return new WriteResult.Conflict(write.key());
                }
                letOthersIn();
                return force(write);
            }
        };
    }

    /** Writes without looking at the version expected; for some kind of write. */
    static RecordStore blind(Predicate<Write> affected) {
        return new Delegating() {
            @Override
            public WriteResult write(List<Write> batch) throws StoreException {
                return batch.size() == 1 && affected.test(batch.get(0)) ? force(batch.get(0)) : super.write(batch);
            }
        };
    }

    /** Inserts what is to be updated and is not there. */
    static RecordStore upserting() {
        return new Delegating() {
            @Override
            public WriteResult write(List<Write> batch) throws StoreException {
                if (batch.get(0) instanceof Write.Update update
                        && find(update.key()).isEmpty()) {
                    return super.write(List.of(new Write.Insert(update.key(), "p", update.dueAt(), update.document())));
                }
                return super.write(batch);
            }
        };
    }

    /** Is content with a deletion of what is not there. */
    static RecordStore deletingNothing() {
        return new Delegating() {
            @Override
            public WriteResult write(List<Write> batch) throws StoreException {
                boolean nothing = batch.get(0) instanceof Write.Delete
                        && find(batch.get(0).key()).isEmpty();
                return nothing ? new WriteResult.Written(List.of("")) : super.write(batch);
            }
        };
    }

    /** Finds a record once more after it was deleted. */
    static RecordStore showingWhatIsGone() {
        return new Delegating() {
            private final Map<RecordKey, StoredRecord> gone = new ConcurrentHashMap<>();

            @Override
            public Optional<StoredRecord> find(RecordKey key) throws StoreException {
                StoredRecord last = gone.remove(key);
                return last == null ? super.find(key) : Optional.of(last);
            }

            @Override
            public WriteResult write(List<Write> batch) throws StoreException {
                Write write = batch.get(0);
                Optional<StoredRecord> before = below.find(write.key());
                WriteResult result = super.write(batch);
                gone.remove(write.key());
                if (write instanceof Write.Delete && result instanceof WriteResult.Written) {
                    before.ifPresent(record -> gone.put(write.key(), record));
                }
                return result;
            }
        };
    }

    /** Shows what was updated in another partition. */
    static RecordStore movingPartitions() {
        return new Delegating() {
            private final Set<RecordKey> updated = ConcurrentHashMap.newKeySet();

            @Override
            public Optional<StoredRecord> find(RecordKey key) throws StoreException {
                return super.find(key)
                        .map(record -> updated.contains(key)
                                ? new StoredRecord(key, record.version(), "moved", record.dueAt(), record.document())
                                : record);
            }

            @Override
            public WriteResult write(List<Write> batch) throws StoreException {
                WriteResult result = super.write(batch);
                if (result instanceof WriteResult.Written) {
                    batch.stream()
                            .filter(Write.Update.class::isInstance)
                            .map(Write::key)
                            .forEach(updated::add);
                }
                return result;
            }
        };
    }

    /** Turns the versions of a batch round. */
    static RecordStore shufflingVersions() {
        return new Delegating() {
            @Override
            public WriteResult write(List<Write> batch) throws StoreException {
                WriteResult result = super.write(batch);
                if (!(result instanceof WriteResult.Written written)) {
                    return result;
                }
                List<String> turned = new ArrayList<>(written.versions());
                Collections.reverse(turned);
                return new WriteResult.Written(turned);
            }
        };
    }

    /** Says "gone" where a deleted record has no version. */
    static RecordStore namingDeletions() {
        return new Delegating() {
            @Override
            public WriteResult write(List<Write> batch) throws StoreException {
                WriteResult result = super.write(batch);
                return result instanceof WriteResult.Written written
                        ? new WriteResult.Written(written.versions().stream()
                                .map(version -> version.isEmpty() ? "gone" : version)
                                .toList())
                        : result;
            }
        };
    }

    /** Writes one after the other and stops at the first conflict. */
    static RecordStore tornBatches() {
        return new Delegating() {
            @Override
            public WriteResult write(List<Write> batch) throws StoreException {
                List<String> versions = new ArrayList<>();
                for (Write write : batch) {
                    WriteResult result = super.write(List.of(write));
                    if (!(result instanceof WriteResult.Written written)) {
                        return result;
                    }
                    versions.addAll(written.versions());
                }
                return new WriteResult.Written(versions);
            }
        };
    }

    /** Writes all or nothing, but readers see it come bit by bit. */
    static RecordStore halfSeenBatches() {
        return new Delegating() {
            @Override
            public synchronized WriteResult write(List<Write> batch) throws StoreException {
                for (Write write : batch) {
                    if (!isAsExpected(write)) {
                        return new WriteResult.Conflict(write.key());
                    }
                }
                List<String> versions = new ArrayList<>();
                for (Write write : batch) {
                    versions.addAll(((WriteResult.Written) super.write(List.of(write))).versions());
                    letOthersIn();
                }
                return new WriteResult.Written(versions);
            }
        };
    }

    /** Tries again when an answer got lost, and takes its own write for somebody else's. */
    static RecordStore retryingLostAnswers(RecordStore below) {
        return new Delegating(below) {
            @Override
            public WriteResult write(List<Write> batch) throws StoreException {
                try {
                    return super.write(batch);
                } catch (StoreException e) {
                    return super.write(batch);
                }
            }
        };
    }

    /** Says of a lost answer that nothing was done. */
    static RecordStore denyingLostAnswers(RecordStore below) {
        return new Delegating(below) {
            @Override
            public WriteResult write(List<Write> batch) throws StoreException {
                try {
                    return super.write(batch);
                } catch (StoreException e) {
                    throw new StoreException("write failed", Effect.NONE, e.retryClass(), e);
                }
            }
        };
    }
}
