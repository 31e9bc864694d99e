package dev.acm.testkit.wrong;

import dev.acm.event.AuditEntry;
import dev.acm.spi.AuditException;
import dev.acm.spi.AuditLog;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RetryClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Audit logs that break the contract in one way each. */
@SuppressWarnings("ImmutableEnumChecker") // the sets are of Set.of
public enum WrongAuditLog {
    /** Keeps the newest entry first (E1). */
    NEWEST_FIRST(Set.of("e1_entries_areKeptInOrder", "e2_repeatedEntry_isNoFailure", "e3_manyThreads_loseNothing")) {
        @Override
        void append(List<AuditEntry> kept, AuditEntry entry) {
            synchronized (kept) {
                kept.add(0, entry);
            }
        }
    },
    /** Fails for an entry that it has already (E2). */
    REFUSES_REPETITION(Set.of("e2_repeatedEntry_isNoFailure")) {
        @Override
        void append(List<AuditEntry> kept, AuditEntry entry) throws AuditException {
            synchronized (kept) {
                if (kept.contains(entry)) {
                    throw new AuditException("there already", Effect.NONE, RetryClass.NEVER, null);
                }
                kept.add(entry);
            }
        }
    },
    /** Loses entries when several threads hand theirs over (E3). */
    HEARS_ONE_THREAD(Set.of("e3_manyThreads_loseNothing")) {
        @Override
        void append(List<AuditEntry> kept, AuditEntry entry) {
            List<AuditEntry> before;
            synchronized (kept) {
                before = List.copyOf(kept);
            }
            Delegating.letOthersIn();
            synchronized (kept) {
                kept.clear();
                kept.addAll(before);
                kept.add(entry);
            }
        }
    };

    private final Set<String> caughtBy;

    WrongAuditLog(Set<String> caughtBy) {
        this.caughtBy = caughtBy;
    }

    abstract void append(List<AuditEntry> kept, AuditEntry entry) throws AuditException;

    /**
     * Makes an empty log.
     *
     * @return a wrong log
     */
    public AuditLog newLog() {
        return new Kept(this);
    }

    /**
     * What a log has kept.
     *
     * @param log from {@link #newLog}
     * @return a copy, in its order
     */
    public List<AuditEntry> read(AuditLog log) {
        List<AuditEntry> entries = ((Kept) log).entries;
        synchronized (entries) {
            return List.copyOf(entries);
        }
    }

    /**
     * Which tests of {@link dev.acm.testkit.contract.AuditLogContract} must fail for this log.
     *
     * @return the names of the methods
     */
    public Set<String> caughtBy() {
        return caughtBy;
    }

    private static final class Kept implements AuditLog {
        private final WrongAuditLog wrong;
        private final List<AuditEntry> entries = new ArrayList<>();

        Kept(WrongAuditLog wrong) {
            this.wrong = wrong;
        }

        @Override
        public void append(AuditEntry entry) throws AuditException {
            wrong.append(entries, entry);
        }
    }
}
