package dev.acm.ca;

import dev.acm.spi.AuthorityException;
import dev.acm.spi.Document;
import dev.acm.spi.RecordKey;
import dev.acm.spi.StoredRecord;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Numbers the revocations of an issuer without a gap where the store's lists may lag (S2): what a list does not show yet is then
 * known by its number and found by its key. A number is taken before its revocation is written, so that none is missed.
 */
final class RevocationOrder {
    private static final String SPACE = "ca-revocation-order";

    private final Ledger ledger;

    RevocationOrder(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Takes the next number for a revocation that is about to be written. */
    long take(String issuerId, BigInteger serial) throws AuthorityException {
        Document document =
                Document.builder().put("serial", serial.toString(16)).build();
        Optional<StoredRecord> hint = ledger.find(last(issuerId));
        long number = numberOf(hint) + 1;
        while (ledger.insert(numbered(issuerId, number), issuerId, document).isEmpty()) {
            number++;
        }
        // a hint only: who reads or writes goes on from it to the end
        Document last = Document.builder().put("number", number).build();
        if (hint.isPresent()) {
            ledger.update(last(issuerId), hint.get().version(), last);
        } else {
            ledger.insert(last(issuerId), issuerId, last);
        }
        return number;
    }

    /** The serial numbers of revocations that a list has not shown; some may not have been written. */
    List<BigInteger> missing(String issuerId, Set<Long> shown) throws AuthorityException {
        long hint = numberOf(ledger.find(last(issuerId)));
        List<BigInteger> missing = new ArrayList<>();
        for (long number = 1; ; number++) {
            if (shown.contains(number)) {
                continue;
            }
            Optional<StoredRecord> record = ledger.find(numbered(issuerId, number));
            if (record.isPresent()) {
                missing.add(new BigInteger(record.get().document().string("serial"), 16));
            } else if (number > hint) {
                return missing;
            }
        }
    }

    private static long numberOf(Optional<StoredRecord> hint) {
        return hint.map(record -> record.document().number("number")).orElse(0L);
    }

    private static RecordKey last(String issuerId) {
        return new RecordKey(SPACE, issuerId);
    }

    private static RecordKey numbered(String issuerId, long number) {
        return new RecordKey(SPACE, issuerId + ":" + number);
    }
}
