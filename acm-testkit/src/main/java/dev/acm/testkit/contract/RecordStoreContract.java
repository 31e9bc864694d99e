package dev.acm.testkit.contract;

/**
 * The contract of {@link dev.acm.spi.RecordStore}, S1 to S9. That {@code due} costs in the number returned (S5) is for a
 * benchmark to show; all else of it is tested.
 */
public interface RecordStoreContract extends RecordWritingContract, RecordListingContract {}
