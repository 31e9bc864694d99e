package dev.acm.testkit.wrong;

import dev.acm.memory.InMemoryRecordStore;
import dev.acm.spi.RecordStore;
import dev.acm.spi.Write;
import dev.acm.testkit.Fault;
import dev.acm.testkit.FaultyStore;
import dev.acm.testkit.contract.StoreUnderTest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Record stores that break the contract in one way each. */
@SuppressWarnings("ImmutableEnumChecker") // the sets are of Set.of, the functions keep nothing
public enum WrongStore {
    /** Two threads that insert the same record both succeed (S1). */
    INSERTS_TWICE(
            () -> WrongWrites.checkThenAct(Write.Insert.class::isInstance), Set.of("s1_concurrentInserts_oneWins")),
    /** Two threads that update the same version both succeed (S1). */
    LOSES_UPDATES(
            () -> WrongWrites.checkThenAct(Write.Update.class::isInstance), Set.of("s1_concurrentUpdates_noneIsLost")),
    /** Updates whatever the version (S1). */
    OVERWRITES_BLINDLY(
            () -> WrongWrites.blind(Write.Update.class::isInstance),
            Set.of(
                    "s1_updateAtOldVersion_conflictsAndChangesNothing",
                    "s3_deletionAndNewInsert_noVersionComesBack",
                    "s9_twoHandles_conflictWithOneAnother"),
            Set.of("s1_concurrentUpdates_noneIsLost")),
    /** Deletes whatever the version (S1). */
    DELETES_BLINDLY(
            () -> WrongWrites.blind(Write.Delete.class::isInstance),
            Set.of("s1_deletionAtOldVersion_conflictsAndTheRecordStays")),
    /** Inserts over what is there (S1). */
    INSERTS_OVER(
            () -> WrongWrites.blind(Write.Insert.class::isInstance),
            Set.of("s1_insertOfPresent_conflictsAndChangesNothing", "s1_concurrentInserts_oneWins")),
    /** Creates what an update does not find (S1). */
    CREATES_BY_UPDATE(WrongWrites::upserting, Set.of("s1_updateOfAbsent_conflictsAndCreatesNothing")),
    /** Takes the deletion of what is not there for done (S1). */
    DELETES_NOTHING_GLADLY(
            WrongWrites::deletingNothing, Set.of("s1_deletionOfAbsent_conflicts", "s1_concurrentDeletions_oneWins")),
    /** Shows a deleted record once more (S2). */
    SHOWS_WHAT_IS_GONE(WrongWrites::showingWhatIsGone, Set.of("s2_write_isFoundAtOnce")),
    /** Leaves half a batch behind when the other half conflicts (S1). */
    TEARS_BATCHES(
            WrongWrites::tornBatches,
            Set.of("s1_conflict_nothingOfTheBatchChanges"),
            Set.of("s2_batch_isNeverSeenHalf")),
    /** Lets readers see a batch come bit by bit (S2). */
    SHOWS_HALF_BATCHES(WrongWrites::halfSeenBatches, Set.of("s2_batch_isNeverSeenHalf")),
    /** Counts versions for each record, and begins anew after a deletion (S3). */
    REUSES_VERSIONS(
            () -> new Reversioned((old, document) ->
                    Integer.toString(old.map(Integer::parseInt).orElse(0) + 1)),
            Set.of("s3_deletionAndNewInsert_noVersionComesBack")),
    /** Takes the time for a version, and writes twice before the clock moves (S3). */
    DATES_VERSIONS(
            () -> dated(InstantSource.fixed(Instant.EPOCH)),
            Set.of("s3_everyWrite_changesTheVersion", "s3_manyWritesInARow_repeatNoVersion"),
            Set.of(
                    "s1_updateAtOldVersion_conflictsAndChangesNothing",
                    "s1_deletionAtOldVersion_conflictsAndTheRecordStays",
                    "s1_conflict_nothingOfTheBatchChanges",
                    "s1_concurrentUpdates_noneIsLost",
                    "s2_batch_isNeverSeenHalf",
                    "s3_deletionAndNewInsert_noVersionComesBack",
                    "s9_twoHandles_conflictWithOneAnother")),
    /** Takes a digest of the content for a version, which comes back with the content (S3). */
    DIGESTS_VERSIONS(
            () -> new Reversioned((old, document) -> Integer.toString(document.hashCode())),
            Set.of("s3_everyWrite_changesTheVersion", "s3_deletionAndNewInsert_noVersionComesBack")),
    /** Tries again when an answer got lost, and reports a conflict with itself (S4). */
    REPORTS_UNKNOWN_AS_CONFLICT(
            InMemoryRecordStore::new, WrongWrites::retryingLostAnswers, Set.of("s4_lostAnswer_isUnknown")),
    /** Says of a lost answer that nothing was done (S4). */
    REPORTS_UNKNOWN_AS_FAILURE(
            InMemoryRecordStore::new, WrongWrites::denyingLostAnswers, Set.of("s4_lostAnswer_isUnknown")),
    /** Passes over due records of the same time (S5). */
    SKIPS_DUE(
            WrongListings::dueSkips,
            Set.of(
                    "s5_due_pagesHaveEachRecordOnce",
                    "s5_due_cursorReadsOnPastRecordsStillDue",
                    "s5_due_cursorHoldsWhenItsRecordMoves")),
    /** Never gets past the first page of due records (S5). */
    STARTS_DUE_OVER(
            WrongListings::dueStartsOver,
            Set.of(
                    "s5_due_isOrderedAsTimes",
                    "s5_due_pagesHaveEachRecordOnce",
                    "s5_due_cursorReadsOnPastRecordsStillDue")),
    /** Orders due records by the text of the time (S5). */
    ORDERS_DUE_AS_TEXT(WrongListings::dueByText, Set.of("s5_due_isOrderedAsTimes")),
    /** Leaves out what is due just now (S5). */
    LEAVES_OUT_DUE_NOW(
            WrongListings::dueTooLate,
            Set.of(
                    "s5_due_isOrderedByTimeThenId",
                    "s5_due_isOrderedAsTimes",
                    "s5_due_leavesOutLaterAndNever",
                    "s5_due_cursorReadsOnPastRecordsStillDue",
                    "s5_due_cursorHoldsWhenItsRecordMoves",
                    "s5_due_followsTheLastWrite",
                    "s5_due_returnsWholeRecords")),
    /** Scans by counting, so that changes move records over the page's edge (S6). */
    SCANS_BY_OFFSET(
            WrongListings::scanByOffset,
            Set.of("s6_scan_whatStaysIsReturnedOnceWhateverChanges"),
            Set.of("s6_scan_underConcurrentWrites_whatStaysIsReturnedOnce")),
    /** Scans in the order of the last write, so that records come again (S6). */
    SCANS_BY_LAST_WRITE(
            WrongListings::scanByLastWrite,
            Set.of("s6_scan_whatStaysIsReturnedOnceWhateverChanges"),
            Set.of("s6_scan_underConcurrentWrites_whatStaysIsReturnedOnce")),
    /** Fails in its own way when a cursor is not its own (S6). */
    TRUSTS_CURSORS(WrongListings::scanTrustsCursors, Set.of("s6_scan_madeUpCursor_isRefusedOrAPlace")),
    /** Takes partitions that begin alike for the same (S6). */
    SCANS_BY_PREFIX(WrongListings::scanByPrefix, Set.of("s6_scan_pagesHaveEachRecordOnce")),
    /** Keeps numbers with 53 bits (S7). */
    ROUNDS_NUMBERS(Rewritten::numbersAsDoubles, Set.of("s7_document_comesBackAsWritten")),
    /** Cuts texts at 64 KiB, as a column does that is too short (S7). */
    CUTS_LONG_TEXTS(Rewritten::cuttingTexts, Set.of("s7_largeDocument_comesBackAsWritten")),
    /** Moves a record to another partition when it is updated (S7). */
    MOVES_PARTITIONS(WrongWrites::movingPartitions, Set.of("s7_update_keepsThePartition")),
    /** Returns the versions of a batch in another order (S8). */
    SHUFFLES_VERSIONS(WrongWrites::shufflingVersions, Set.of("s8_batch_isWrittenAsOne")),
    /** Gives a version to what is gone (S8). */
    NAMES_DELETIONS(WrongWrites::namingDeletions, Set.of("s8_deletion_hasNoVersion")),
    /** Says of an empty space that there is more (S6). */
    PROMISES_MORE(WrongListings::promisingMore, Set.of("s6_nothing_isAnEmptyLastPage")),
    /** Does not tell upper from lower case in ids (S7). */
    IGNORES_CASE(Rewritten::ignoringCase, Set.of("s7_keys_areTakenLiterally"));

    private final Supplier<RecordStore> stores;
    private final UnaryOperator<RecordStore> nearEnd;
    private final Set<String> caughtBy;
    private final Set<String> alsoCaughtBy;

    WrongStore(Supplier<RecordStore> stores, Set<String> caughtBy) {
        this(stores, caughtBy, Set.of());
    }

    WrongStore(Supplier<RecordStore> stores, Set<String> caughtBy, Set<String> alsoCaughtBy) {
        this.stores = stores;
        this.nearEnd = UnaryOperator.identity();
        this.caughtBy = caughtBy;
        this.alsoCaughtBy = alsoCaughtBy;
    }

    WrongStore(Supplier<RecordStore> stores, UnaryOperator<RecordStore> nearEnd, Set<String> caughtBy) {
        this.stores = stores;
        this.nearEnd = nearEnd;
        this.caughtBy = caughtBy;
        this.alsoCaughtBy = Set.of();
    }

    private static RecordStore dated(InstantSource time) {
        return new Reversioned((old, document) -> Long.toString(time.instant().toEpochMilli()));
    }

    /**
     * Makes an empty store.
     *
     * @return a wrong store
     */
    public RecordStore newStore() {
        return stores.get();
    }

    /**
     * Makes an empty store behind a line that can be cut.
     *
     * @return a wrong store where the fault is about lost answers, a right one else
     */
    public Optional<StoreUnderTest.CutLine> newStoreBehindCutLine() {
        FaultyStore farEnd = FaultyStore.over(stores.get());
        RecordStore store = nearEnd.apply(farEnd);
        return Optional.of(new StoreUnderTest.CutLine() {
            @Override
            public RecordStore store() {
                return store;
            }

            @Override
            public void loseNextAnswer() {
                farEnd.onWrite(1, Fault.ANSWER_LOST);
            }
        });
    }

    /**
     * Which tests of {@link dev.acm.testkit.contract.RecordStoreContract} must fail for this store.
     *
     * @return the names of the methods
     */
    public Set<String> caughtBy() {
        return caughtBy;
    }

    /**
     * Which others may fail, by consequence or when the threads happen to meet.
     *
     * @return the names of the methods; mostly none
     */
    public Set<String> alsoCaughtBy() {
        return alsoCaughtBy;
    }
}
