package dev.acm.testkit.wrong;

import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RecordStore;
import dev.acm.spi.StoreException;
import dev.acm.spi.Write;
import dev.acm.spi.WriteResult;
import java.util.ArrayList;
import java.util.List;
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
