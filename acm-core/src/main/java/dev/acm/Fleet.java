package dev.acm;

import dev.acm.certificate.CertificateStatus;
import dev.acm.error.PortFailedException;
import dev.acm.lifecycle.CertificateRecord;
import dev.acm.lifecycle.Generation;
import dev.acm.lifecycle.Lifecycle;
import dev.acm.renewal.Forecast;
import dev.acm.renewal.LifecyclePolicy;
import dev.acm.spi.Page;
import dev.acm.spi.StoreException;
import java.util.Optional;

/** All certificates of all accounts together. Thread-safe. */
public final class Fleet {
    private static final int PAGE = 200;

    private final Ports ports;
    private final Records records;
    private final Lifecycle lifecycle;
    private final Deployer deployer;
    private final Oversleepers oversleepers;

    Fleet(Ports ports, Records records, Lifecycle lifecycle, Deployer deployer, Oversleepers oversleepers) {
        this.ports = ports;
        this.records = records;
        this.lifecycle = lifecycle;
        this.deployer = deployer;
        this.oversleepers = oversleepers;
    }

    /**
     * Brings the targets of this process to what the store says: for targets that forget with the process, at its start,
     * and from time to time where several managers share a store. What a target says is compared with its probe, if there
     * is one. Reads all certificates of all accounts; one that fails holds up no other. Keys that are opened for it are told
     * with the actor {@code manager}.
     *
     * <p>It also finds certificates that sleep longer than they need to, since a clock was ahead when they fell asleep or
     * since the policy is another one now: the next {@link CertificateManager#runDue} takes them on. The manager whose own
     * clock was set back finds them without this call.
     *
     * @return how many certificates were put to use anew, and which could not be
     * @throws PortFailedException if the store cannot list
     */
    public RefreshReport refresh() {
        try {
            oversleepers.wake(ports.time().instant());
        } catch (StoreException e) {
            throw new PortFailedException("RecordStore", e);
        }
        return new Refresh(ports, records, deployer).all();
    }

    /**
     * Says what is due on each day, by the manager's clocks. Reads all certificates, and changes nothing.
     *
     * @param months for how many months from today; 1 to 120
     * @return the forecast
     * @throws IllegalArgumentException if {@code months} is out of range
     * @throws PortFailedException if the store cannot list
     */
    public Forecast forecast(int months) {
        return forecast(months, ports.policy());
    }

    /**
     * Says what would be due on each day, were later generations issued and renewed by other clocks: for example with {@link
     * dev.acm.renewal.ValiditySchedule#cabForum()}. Generations in force keep their plan. Reads all certificates, and changes
     * nothing.
     *
     * @param months for how many months from today; 1 to 120
     * @param policy the other clocks
     * @return the forecast
     * @throws IllegalArgumentException if {@code months} is out of range
     * @throws PortFailedException if the store cannot list
     */
    public Forecast forecast(int months, LifecyclePolicy policy) {
        Forecast.Builder forecast = Forecast.builder(policy, ports.time().instant(), months);
        Optional<String> cursor = Optional.empty();
        try {
            do {
                Page page = ports.store().scan(Records.CERTIFICATES, Optional.empty(), cursor, PAGE);
                Records.readable(page).forEach(record -> add(forecast, record));
                cursor = page.next();
            } while (cursor.isPresent());
        } catch (StoreException e) {
            throw new PortFailedException("RecordStore", e);
        }
        return forecast.build();
    }

    private void add(Forecast.Builder forecast, CertificateRecord record) {
        if (record.status() != CertificateStatus.ISSUED || record.deletedAt().isPresent()) {
            return;
        }
        Optional<Generation> current = record.current();
        boolean renewed = record.renewNow() || lifecycle.isEligible(record);
        current.ifPresent(generation -> forecast.add(new Forecast.Entry(
                record.arn().toString(),
                generation.number(),
                generation.notAfter(),
                renewed ? lifecycle.renewalDue(record) : Optional.empty(),
                record.wish().validity())));
    }
}
