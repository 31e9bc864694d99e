package dev.acm.testkit.contract;

import dev.acm.spi.RecordStore;
import java.util.Optional;

/** How the tests of the {@link RecordStore} contract get at a store. */
public interface StoreUnderTest {
    /**
     * Makes an empty store; called once or more for each test.
     *
     * @return a store without records
     * @throws Exception if none can be made
     */
    RecordStore newStore() throws Exception;

    /**
     * Opens the storage of a store a second time, as another process does (S9).
     *
     * @param store from {@link #newStore}
     * @return another object over the same records; the same one unless overridden
     * @throws Exception if it cannot be opened
     */
    default RecordStore openAgain(RecordStore store) throws Exception {
        return store;
    }

    /**
     * Makes an empty store behind a line that can be cut (S4).
     *
     * @return empty if the store has no line that could be cut, as one in memory; the tests of S4 are then skipped
     * @throws Exception if none can be made
     */
    default Optional<CutLine> newStoreBehindCutLine() throws Exception {
        return Optional.empty();
    }

    /** A store whose answers can get lost. */
    interface CutLine {
        /**
         * The store on the near end of the line.
         *
         * @return always the same
         */
        RecordStore store();

        /** Lets the next write be carried out at the far end, and its answer get lost. */
        void loseNextAnswer();
    }
}
