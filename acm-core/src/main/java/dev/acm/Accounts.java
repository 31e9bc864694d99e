package dev.acm;

import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateType;
import dev.acm.error.AcmException;
import dev.acm.error.ConflictException;
import dev.acm.error.LimitExceededException;
import dev.acm.error.PortFailedException;
import dev.acm.error.ResourceNotFoundException;
import dev.acm.lifecycle.CertificateRecord;
import dev.acm.lifecycle.Wishes;
import dev.acm.quota.Quota;
import dev.acm.quota.QuotaUsage;
import dev.acm.quota.Quotas;
import dev.acm.spi.Document;
import dev.acm.spi.Page;
import dev.acm.spi.RecordKey;
import dev.acm.spi.RecordStore;
import dev.acm.spi.StoreException;
import dev.acm.spi.StoredRecord;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One record per account: its settings, and what it has used of its quotas. What is asked for is counted here before the
 * certificate's record is written, so a crash leaves too much counted, never too little; what is too much is taken back by
 * the sweep, and all is counted anew before anything is refused, and once by each manager.
 */
final class Accounts {
    static final String ACCOUNTS = "account";
    private static final Logger log = LoggerFactory.getLogger(Accounts.class);
    private static final int TRIES = 20;
    private static final int SCANNED_AT_ONCE = 500;
    private static final int SWEPT_AT_ONCE = 20;
    private static final int LOCKS = 32;

    /** So many reservations are looked at before more are taken, so that the record stays small. */
    private static final int RESERVATIONS = 500;

    private final RecordStore store;
    private final Records records;
    private final Quotas quotas;
    private final Set<String> counted = ConcurrentHashMap.newKeySet();
    private final Lock[] locks = new Lock[LOCKS];
    private volatile Optional<String> sweepOn = Optional.empty();

    Accounts(RecordStore store, Records records, Quotas quotas) {
        this.store = store;
        this.records = records;
        this.quotas = quotas;
        Arrays.setAll(locks, i -> new ReentrantLock());
    }

    private static RecordKey key(String account) {
        return new RecordKey(ACCOUNTS, account);
    }

    AccountConfiguration configuration(String account) throws StoreException {
        return store.find(key(account))
                .map(stored -> configuration(stored.document()))
                .orElse(AccountConfiguration.acm());
    }

    private static AccountConfiguration configuration(Document document) {
        return document.has("daysBeforeExpiry")
                ? AccountConfiguration.acm().withDaysBeforeExpiry((int) document.number("daysBeforeExpiry"))
                : AccountConfiguration.acm();
    }

    /** Stores the settings, then tells every certificate; a crash in between is made up for by the sweep. */
    void configure(String account, AccountConfiguration wanted, Instant now) throws StoreException {
        change(account, now, (before, change) -> {
            change.document.put("daysBeforeExpiry", wanted.daysBeforeExpiry()).put("telling", true);
            return true;
        });
        tell(account, now);
    }

    private void tell(String account, Instant now) throws StoreException {
        int days = configuration(account).daysBeforeExpiry();
        Optional<String> cursor = Optional.empty();
        do {
            Page page = store.scan(Records.CERTIFICATES, Optional.of(account), cursor, SCANNED_AT_ONCE);
            for (CertificateRecord record : Records.readable(page)) {
                if (record.deletedAt().isEmpty() && record.expiryDays() != days) {
                    tell(record.arn(), days, now);
                }
            }
            cursor = page.next();
        } while (cursor.isPresent());
        change(account, now, (before, change) -> {
            boolean same = configuration(before).daysBeforeExpiry() == days;
            change.document.put("telling", same ? Optional.empty() : Optional.of(true));
            return true;
        });
    }

    private void tell(CertificateArn arn, int days, Instant now) {
        try {
            records.change(arn, arn.account(), Optional.of(now), current -> Wishes.expiryDays(current, days));
        } catch (ResourceNotFoundException e) {
            log.debug("deleted meanwhile certificate={}", arn);
        }
    }

    /**
     * Counts a certificate that is about to be stored; counting the same again within the life of a token changes nothing.
     *
     * @throws LimitExceededException if a quota is used up
     */
    void reserve(CertificateType type, CertificateArn arn, Instant now) throws StoreException {
        if (!quotas.isLimited(type)) {
            return;
        }
        String account = arn.account();
        change(account, now, (before, change) -> {
            if (change.usage.isReserved(arn)) {
                return false;
            }
            boolean exact = counted.contains(account);
            if (!exact || isExhausted(change.usage, type, now)) {
                change.usage = count(account, change.usage);
            }
            List<QuotaUsage> exhausted = change.usage.exhausted(type, quotas, now);
            if (!exhausted.isEmpty() && store.find(Records.key(arn)).isPresent()) {
                return false; // it is the same request once more, and counted
            }
            if (!exhausted.isEmpty()) {
                throw new LimitExceededException(exhausted);
            }
            if (change.usage.reservations().size() >= RESERVATIONS) {
                settle(change.usage, change.usage.reservations(), now);
            }
            change.usage.reserve(new AccountUsage.Reservation(arn, type, now));
            return true;
        });
        counted.add(account);
    }

    /**
     * Counts a certificate again that was stored so long after its reservation that the sweep may have taken that back.
     */
    void confirm(CertificateType type, CertificateArn arn, Instant reservedAt, Instant storedAt) throws StoreException {
        if (!quotas.isLimited(type) || storedAt.isBefore(reservedAt.plus(AccountUsage.CERTAIN_FOR))) {
            return;
        }
        change(arn.account(), storedAt, (before, change) -> {
            if (change.usage.isReserved(arn)) {
                return false;
            }
            change.usage.reserve(new AccountUsage.Reservation(arn, type, storedAt));
            return true;
        });
    }

    private boolean isExhausted(AccountUsage usage, CertificateType type, Instant now) {
        return !usage.exhausted(type, quotas, now).isEmpty();
    }

    /** What would be refused now, without reserving anything. */
    List<QuotaUsage> exhausted(String account, CertificateType type, Instant now) throws StoreException {
        return quotas.isLimited(type) ? usage(account).exhausted(type, quotas, now) : List.of();
    }

    List<QuotaUsage> quotas(String account, Instant now) throws StoreException {
        AccountUsage usage = usage(account);
        return Arrays.stream(Quota.values())
                .map(quota -> usage.of(quota, quotas, now))
                .toList();
    }

    private AccountUsage usage(String account) throws StoreException {
        return count(
                account,
                store.find(key(account))
                        .map(StoredRecord::document)
                        .map(Accounts::usage)
                        .orElseGet(AccountUsage::new));
    }

    /** A certificate that was counted was never stored. Too much stays counted if this fails. */
    void release(CertificateType type, CertificateArn arn, Instant now) {
        giveBack(type, arn, now, (before, change) -> {
            Optional<AccountUsage.Reservation> reserved = change.usage.reservations().stream()
                    .filter(reservation -> reservation.arn().equals(arn))
                    .findFirst();
            reserved.ifPresent(change.usage::release);
            return reserved.isPresent();
        });
    }

    /** The account's record as it is before a certificate is deleted. */
    Optional<Document> before(String account) {
        try {
            return Arrays.stream(CertificateType.values()).anyMatch(quotas::isLimited)
                    ? store.find(key(account)).map(StoredRecord::document)
                    : Optional.empty();
        } catch (StoreException e) {
            throw new PortFailedException("RecordStore", e);
        }
    }

    /**
     * A certificate was deleted. Should anything have been counted since before that, all may have been, without it: then
     * nothing is taken back, and too much stays counted until all is counted anew.
     */
    void deleted(CertificateType type, CertificateArn arn, Optional<Document> known, Instant now) {
        giveBack(type, arn, now, (before, change) -> {
            if (known.filter(before::equals).isEmpty()) {
                return false;
            }
            change.usage.reservations().stream()
                    .filter(reservation -> reservation.arn().equals(arn))
                    .forEach(change.usage::settle);
            change.usage.deleted(type);
            return true;
        });
    }

    private void giveBack(CertificateType type, CertificateArn arn, Instant now, Edit edit) {
        if (!quotas.isLimited(type)) {
            return;
        }
        try {
            change(arn.account(), now, edit);
        } catch (StoreException | ConflictException e) {
            log.warn("too much stays counted account={} certificate={}", arn.account(), arn, e);
        }
    }

    /**
     * Takes back reservations whose certificate never came, and goes on with settings not yet told to all. Begins where the
     * last sweep ended, so that accounts that cannot be brought up to date hold up no others.
     */
    void sweep(Instant now) throws StoreException {
        Page page = store.due(ACCOUNTS, now, sweepOn, SWEPT_AT_ONCE);
        sweepOn = page.next();
        for (StoredRecord stored : page.records()) {
            try {
                sweep(stored, now);
            } catch (StoreException | AcmException | IllegalArgumentException e) {
                log.warn(
                        "account is not brought up to date account={}",
                        stored.key().id(),
                        e);
            }
        }
    }

    private void sweep(StoredRecord stored, Instant now) throws StoreException {
        String account = stored.key().id();
        change(account, now, (before, change) -> {
            List<AccountUsage.Reservation> old = change.usage.reservations().stream()
                    .filter(reservation ->
                            !reservation.at().plus(AccountUsage.SETTLED_AFTER).isAfter(now))
                    .toList();
            settle(change.usage, old, now);
            return !old.isEmpty();
        });
        if (stored.document().has("telling")) {
            tell(account, now);
        }
    }

    // one that is there, and that every count sees, stays counted; one that is too old to come still is taken back
    private void settle(AccountUsage usage, List<AccountUsage.Reservation> reservations, Instant now)
            throws StoreException {
        boolean seenAtOnce = store.staleness().isZero();
        for (AccountUsage.Reservation reservation : reservations) {
            boolean old = !reservation.at().plus(AccountUsage.SETTLED_AFTER).isAfter(now);
            boolean stored = (old || seenAtOnce)
                    && store.find(Records.key(reservation.arn())).isPresent();
            if (stored) {
                usage.settle(reservation);
            } else if (old) {
                usage.release(reservation);
            }
        }
    }

    /** Counts everything there is; reservations not seen among it are counted too. */
    private AccountUsage count(String account, AccountUsage before) throws StoreException {
        AccountUsage usage = new AccountUsage();
        Set<CertificateArn> seen = new HashSet<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page page = store.scan(Records.CERTIFICATES, Optional.of(account), cursor, SCANNED_AT_ONCE);
            List<CertificateRecord> readable = Records.readable(page);
            for (CertificateRecord record : readable) {
                seen.add(record.arn());
                boolean held = record.deletedAt().isEmpty();
                usage.count(record.wish().type(), record.wish().createdAt(), held, 1);
            }
            usage.countUnreadable(page.records().size() - (long) readable.size());
            cursor = page.next();
        } while (cursor.isPresent());
        for (AccountUsage.Reservation reservation : before.reservations()) {
            if (seen.contains(reservation.arn())) {
                usage.keep(reservation);
            } else {
                usage.reserve(reservation);
            }
        }
        return usage;
    }

    private static AccountUsage usage(Document document) {
        return document.findDocument("usage").map(AccountUsage::decode).orElseGet(AccountUsage::new);
    }

    /** What becomes of an account's record. */
    private static final class Change {
        private final Document.Builder document;
        private AccountUsage usage;

        Change(Document before) {
            this.document = before.toBuilder();
            this.usage = Accounts.usage(before);
        }
    }

    /** Changes a record under way; false if there is nothing to write. */
    @FunctionalInterface
    private interface Edit {
        boolean apply(Document before, Change change) throws StoreException;
    }

    // the lock only saves work: calls of one process do not make one another read again
    private void change(String account, Instant now, Edit edit) throws StoreException {
        Lock lock = locks[Math.floorMod(account.hashCode(), LOCKS)];
        lock.lock();
        try {
            changeLocked(account, now, edit);
        } finally {
            lock.unlock();
        }
    }

    private void changeLocked(String account, Instant now, Edit edit) throws StoreException {
        for (int i = 0; i < TRIES; i++) {
            Optional<StoredRecord> read = store.find(key(account));
            Document before = read.map(StoredRecord::document)
                    .orElseGet(() -> Document.builder().put("schema", 1).build());
            Change change = new Change(before);
            if (!edit.apply(before, change)) {
                return;
            }
            Document after =
                    change.document.put("usage", change.usage.encode(now)).build();
            Optional<Instant> due = after.has("telling")
                    ? Optional.of(now)
                    : change.usage.oldestReservation().map(at -> at.plus(AccountUsage.SETTLED_AFTER));
            boolean written = read.isPresent()
                    ? records.overwrite(read.get(), due, after)
                    : records.insert(key(account), account, due, after);
            if (written) {
                return;
            }
        }
        throw new ConflictException(account);
    }
}
