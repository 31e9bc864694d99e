package dev.acm;

import dev.acm.certificate.CertificateStatus;
import dev.acm.error.PortFailedException;
import dev.acm.quota.QuotaUsage;
import dev.acm.spi.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What concerns an account as a whole, for one caller. Thread-safe. */
public final class Account {
    private final Accounts accounts;
    private final Listing listing;
    private final String account;
    private final InstantSource time;

    Account(Accounts accounts, Listing listing, String account, InstantSource time) {
        this.accounts = accounts;
        this.listing = listing;
        this.account = account;
        this.time = time;
    }

    /**
     * What the account has set.
     *
     * @return the configuration; ACM's defaults until it is set
     * @throws PortFailedException if the store failed
     */
    public AccountConfiguration configuration() {
        try {
            return accounts.configuration(account);
        } catch (StoreException e) {
            throw failed(e);
        }
    }

    /**
     * Sets the configuration, and tells it to each certificate of the account, one after the other; setting the same again
     * changes nothing. If that is interrupted, the next {@code runDue} goes on with it. A request under way meanwhile may
     * keep the setting of before.
     *
     * @param wanted the configuration
     * @throws PortFailedException if the store failed
     */
    public void configure(AccountConfiguration wanted) {
        try {
            accounts.configure(account, Objects.requireNonNull(wanted, "wanted"), time.instant());
        } catch (StoreException e) {
            throw failed(e);
        }
    }

    /**
     * How much of each quota is used, before anything is asked for. Reads all certificates of the account.
     *
     * @return one entry for each quota, also for those without a limit, in their order
     * @throws PortFailedException if the store failed
     */
    public List<QuotaUsage> quotas() {
        try {
            return accounts.quotas(account, time.instant());
        } catch (StoreException e) {
            throw failed(e);
        }
    }

    /**
     * How long each issued certificate still lives. Reads all certificates of the account; an expired or revoked one has no
     * reading.
     *
     * @return the readings, in an order of the store's own
     * @throws PortFailedException if the store failed
     */
    public List<ExpiryReading> expiryReadings() {
        Instant now = time.instant();
        List<ExpiryReading> readings = new ArrayList<>();
        ListQuery issued = ListQuery.all().where(CertificateFilter.status(CertificateStatus.ISSUED));
        try {
            listing.scan(
                    account,
                    issued,
                    summary -> summary.notAfter()
                            .filter(end -> !end.isBefore(now))
                            .ifPresent(end -> readings.add(new ExpiryReading(
                                    summary.arn(),
                                    summary.names().get(0),
                                    Duration.between(now, end).toDays(),
                                    end))));
        } catch (StoreException e) {
            throw failed(e);
        }
        return List.copyOf(readings);
    }

    private static PortFailedException failed(StoreException e) {
        return new PortFailedException("RecordStore", e);
    }
}
