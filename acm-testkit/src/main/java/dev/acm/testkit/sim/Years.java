package dev.acm.testkit.sim;

import dev.acm.CertificateManager;
import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateStatus;
import dev.acm.certificate.FailureReason;
import dev.acm.error.AcmException;
import dev.acm.error.PortFailedException;
import dev.acm.error.ResourceNotFoundException;
import dev.acm.spi.AuthorityLimit;
import dev.acm.spi.RenewalHint;
import dev.acm.spi.RetryClass;
import dev.acm.spi.ServingMaterial;
import dev.acm.testkit.QuickAuthority;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** One course of a {@link SimulatedFleet}. */
final class Years {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration ARRIVAL = Duration.ofDays(30);
    private static final Duration MOST_SKEW = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofDays(3);
    private static final Duration LAST_DAYS = Duration.ofDays(12);
    /** A certificate counts as renewable if for so long nothing stood in the way of it during its last days. */
    private static final Duration ENOUGH = Duration.ofDays(3);

    private static final Duration REPLACED_WITHIN = Duration.ofDays(5);
    private static final int ONE_RUN_INSIDE_ANOTHER_IN = 2_000;

    private final SimulatedWorld world;
    private final Agenda agenda;
    private final Climate climate;
    private final FleetLog log = new FleetLog();
    private final Chance chance;
    private final Chance meetings;
    private final List<Member> members = new ArrayList<>();
    private final List<Site> sites = new ArrayList<>();
    private final CertificateManager observer;
    private final SimulatedFleet fleet;
    private final Instant start;
    private final Instant end;
    private final Set<CertificateArn> unwanted = new HashSet<>();
    private Instant unwantedSince = Instant.MAX;
    private long expired;

    Years(SimulatedFleet fleet) {
        this.fleet = fleet;
        this.start = fleet.start();
        this.end = start.plus(Duration.ofDays(365L * fleet.years()));
        this.world = new SimulatedWorld(fleet.seed(), start);
        this.agenda = new Agenda(world.time());
        this.chance = world.chance().fork("years");
        this.meetings = world.chance().fork("meetings");
        this.climate = new Climate(world.time(), chance, start, fleet.years());
        describeAuthority();
        this.observer = world.start("observer", Weather.calm(), fleet.program()).manager();
        for (int i = 0; i < fleet.managers(); i++) {
            SimulatedProcess process = world.start("manager" + i, climate, crossing -> meet(), fleet.program());
            members.add(new Member(process, world.time(), log));
        }
        for (int i = 0; i < fleet.certificates(); i++) {
            sites.add(new Site(i, absences(i, fleet.years())));
        }
    }

    private void describeAuthority() {
        if (fleet.isLimitTold()) {
            int most = fleet.submissionsAnHour();
            world.authority().limitedTo(new AuthorityLimit(most, Duration.ofHours(1), most));
        }
        if (fleet.givesRenewalHints()) {
            world.authority().hinting(this::hint);
        }
        world.authority()
                .refusing(plan -> climate.refusing().covers(world.time().instant())
                        ? Optional.of(QuickAuthority.rejection(
                                FailureReason.PCA_REQUEST_FAILED,
                                RetryClass.POLICY,
                                "The authority takes no requests."))
                        : Optional.empty());
    }

    private Optional<RenewalHint> hint(QuickAuthority.Signed signed) {
        boolean old = signed.chain().leaf().getNotBefore().toInstant().isBefore(unwantedSince);
        return old && unwanted.contains(signed.arn())
                ? Optional.of(
                        new RenewalHint(signed.leafId(), unwantedSince.minus(DAY), unwantedSince, Optional.empty()))
                : Optional.empty();
    }

    // of a hundred owners two leave for good, and five are away for days now and then
    private Spells absences(int site, int years) {
        Chance owner = chance.fork("owner" + site);
        long kind = owner.below(100);
        Instant arrived = start.plus(ARRIVAL).plus(DAY);
        if (kind < 2) {
            Spells spells = new Spells();
            spells.add(arrived.plus(owner.between(Duration.ZERO, Duration.between(arrived, end))), end.plus(DAY));
            return spells;
        }
        return Spells.some(owner, kind < 7 ? years : 0, arrived, end, DAY, Duration.ofDays(20));
    }

    // at some calls that leave a process another one runs at the same moment
    private void meet() {
        if (meetings.onceIn(ONE_RUN_INSIDE_ANOTHER_IN)) {
            Member other = members.get((int) meetings.below(members.size()));
            if (!other.isAwake()) {
                other.run();
            }
        }
    }

    SimulatedFleet.Report pass() {
        members.forEach(member -> {
            wake(member);
            setClock(member);
        });
        for (Site site : sites) {
            agenda.at(start.plus(chance.between(Duration.ZERO, ARRIVAL)), () -> ask(site, 1));
            for (Spells.Spell spell : site.absences().all()) {
                agenda.at(spell.from(), () -> world.validator().unprove(site.name()));
                agenda.at(spell.to(), () -> world.validator().prove(site.name()));
            }
        }
        agenda.at(start.plus(DAY), this::lookDaily);
        Duration middle = Duration.between(start, end).dividedBy(3);
        agenda.at(start.plus(middle).plus(chance.between(Duration.ZERO, middle)), this::replaceMany);
        agenda.runUntil(end);
        return report();
    }

    private SimulatedFleet.Report report() {
        int most = world.authority().mostSubmissionsInAnHour();
        List<String> faults = new ArrayList<>(world.watch().faults());
        if (most > fleet.submissionsAnHour()) {
            faults.add(most + " submissions came within an hour; the authority takes " + fleet.submissionsAnHour());
        }
        return new SimulatedFleet.Report(
                fleet.seed(),
                log.steps(),
                world.authority().signatures(),
                log.crashes(),
                expired,
                most,
                log.hash(),
                faults);
    }

    private void wake(Member member) {
        Instant next = member.run();
        agenda.at(next.plus(chance.between(Duration.ZERO, Duration.ofSeconds(20))), () -> wake(member));
    }

    private void setClock(Member member) {
        member.process()
                .skew(chance.between(Duration.ZERO, MOST_SKEW.multipliedBy(2)).minus(MOST_SKEW));
        Duration next = chance.between(Duration.ofDays(1), Duration.ofDays(40));
        agenda.at(world.time().instant().plus(next), () -> setClock(member));
    }

    private void call(Consumer<CertificateManager> call) {
        Member member = members.get((int) chance.below(members.size()));
        if (member.isAwake() || !member.call(call)) {
            agenda.at(
                    world.time().instant().plus(chance.between(Duration.ofMinutes(1), Duration.ofMinutes(10))),
                    () -> call(call));
        }
    }

    private void ask(Site site, int tryNumber) {
        call(manager -> {
            CertificateArn arn = manager.request(site.request(tryNumber)).arn();
            manager.deployments().associate(arn, SimulatedWorld.TARGET);
            site.arn(Optional.of(arn));
        });
    }

    private void lookDaily() {
        Instant now = world.time().instant();
        for (Site site : sites) {
            if (site.arn().isPresent() && site.servedUntil().isBefore(now)) {
                look(site, site.arn().get(), now);
            }
        }
        world.watch().findUnknownSignatures(PATIENCE);
        agenda.at(now.plus(DAY), this::lookDaily);
    }

    private void look(Site site, CertificateArn arn, Instant now) {
        Optional<Instant> ends = world.target().servedUntil(arn);
        ends.ifPresent(site::servedUntil);
        if (ends.isPresent() ? ends.get().isBefore(now) : hasFailed(arn)) {
            ends.ifPresent(notAfter -> judge(site, arn, notAfter));
            expired++;
            site.arn(Optional.empty());
            giveUp(arn);
            comeBack(site, now);
        }
    }

    private boolean hasFailed(CertificateArn arn) {
        CertificateStatus status = observer.describe(arn).status();
        return status == CertificateStatus.FAILED || status == CertificateStatus.VALIDATION_TIMED_OUT;
    }

    private void judge(Site site, CertificateArn arn, Instant notAfter) {
        Duration gap = Spells.longestGap(
                notAfter.minus(LAST_DAYS),
                notAfter,
                site.absences(),
                climate.authority(),
                climate.refusing(),
                climate.server());
        if (gap.compareTo(ENOUGH) >= 0) {
            world.watch()
                    .fault(arn + " for " + site.name() + " expired on " + notAfter
                            + " although nothing stood in the way of its renewal for " + gap);
        }
    }

    private void giveUp(CertificateArn arn) {
        call(manager -> {
            try {
                manager.deployments().disassociate(arn, SimulatedWorld.TARGET);
                manager.delete(arn);
            } catch (ResourceNotFoundException e) {
                // deleted by a call whose end was not learned
            }
        });
    }

    private void comeBack(Site site, Instant now) {
        Instant again = now.plus(DAY);
        if (site.absences().covers(again)) {
            agenda.at(again, () -> comeBack(site, again));
        } else {
            agenda.at(
                    again, () -> ask(site, (int) Duration.between(start, again).toDays()));
        }
    }

    private void replaceMany() {
        Instant now = world.time().instant();
        unwantedSince = now;
        for (Site site : sites) {
            if (site.arn().isPresent() && chance.onceIn(fleet.replacedOneIn())) {
                CertificateArn arn = site.arn().get();
                unwanted.add(arn);
                agenda.at(now.plus(REPLACED_WITHIN), () -> judgeReplaced(site, arn, now));
                if (!fleet.givesRenewalHints()) {
                    agenda.at(now.plus(chance.between(Duration.ZERO, DAY)), () -> call(manager -> renew(manager, arn)));
                }
            }
        }
    }

    private static void renew(CertificateManager manager, CertificateArn arn) {
        try {
            manager.renew(arn);
        } catch (PortFailedException e) {
            throw e;
        } catch (AcmException e) {
            // it was just deleted, or is not issued yet
        }
    }

    private void judgeReplaced(Site site, CertificateArn arn, Instant asked) {
        boolean old = world.target()
                .served(arn)
                .map(ServingMaterial::chain)
                .filter(chain -> chain.leaf().getNotBefore().toInstant().isBefore(asked.minus(MOST_SKEW)))
                .isPresent();
        Duration gap = Spells.longestGap(
                asked.plus(DAY),
                asked.plus(REPLACED_WITHIN),
                site.absences(),
                climate.authority(),
                climate.refusing(),
                climate.server());
        if (old && gap.compareTo(ENOUGH) >= 0) {
            world.watch().fault(arn + " was not replaced within " + REPLACED_WITHIN + " of " + asked);
        }
    }
}
