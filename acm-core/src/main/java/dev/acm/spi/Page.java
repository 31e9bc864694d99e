package dev.acm.spi;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Some records and where to go on.
 *
 * @param records in the order of the call
 * @param next the cursor for the next page; empty when this was the last
 */
public record Page(List<StoredRecord> records, Optional<String> next) {
    /** Copies the list. */
    public Page {
        records = List.copyOf(records);
        Objects.requireNonNull(next, "next");
    }
}
