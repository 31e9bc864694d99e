package dev.acm.testkit.sim;

import dev.acm.testkit.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The weather of years, the same for all processes: outages of the store, the authority and the server, days in which the
 * authority refuses, and single calls that go wrong at any time.
 */
final class Climate implements Weather {
    private static final List<Fault> LOST = List.of(Fault.NOT_DONE, Fault.REQUEST_LOST);
    private static final List<Fault> ANY = List.of(Fault.NOT_DONE, Fault.REQUEST_LOST, Fault.ANSWER_LOST);
    private static final int ONE_CALL_IN = 3_000;
    private static final int CRASH_ONCE_IN = 60_000;

    private final InstantSource time;
    private final Chance chance;
    private final Spells store;
    private final Spells authority;
    private final Spells refusing;
    private final Spells server;
    private Instant looked = Instant.MIN;
    private boolean storeDown;
    private boolean authorityDown;
    private boolean serverDown;

    Climate(InstantSource time, Chance chance, Instant from, int years) {
        this.time = time;
        this.chance = chance.fork("single faults");
        Instant to = from.plus(Duration.ofDays(365L * years));
        this.store = Spells.some(chance.fork("store"), 4 * years, from, to, Duration.ofMinutes(1), Duration.ofHours(2));
        this.authority = Spells.some(
                chance.fork("authority"), 6 * years, from, to, Duration.ofMinutes(10), Duration.ofHours(30));
        this.refusing = Spells.some(chance.fork("refusing"), years, from, to, Duration.ofDays(2), Duration.ofDays(4));
        this.server =
                Spells.some(chance.fork("server"), 3 * years, from, to, Duration.ofMinutes(10), Duration.ofHours(20));
    }

    /** When the authority did not answer. */
    Spells authority() {
        return authority;
    }

    /** When the authority refused. */
    Spells refusing() {
        return refusing;
    }

    /** When the server took no new certificate. */
    Spells server() {
        return server;
    }

    @Override
    public Optional<Fault> at(Crossing crossing) {
        Instant now = time.instant();
        if (!now.equals(looked)) {
            looked = now;
            storeDown = store.covers(now);
            authorityDown = authority.covers(now);
            serverDown = server.covers(now);
        }
        boolean down = switch (crossing.port()) {
            case "RecordStore" -> storeDown;
            case "CertificateAuthority" -> authorityDown;
            case "DeploymentTarget" -> serverDown;
            default -> false;
        };
        if (down) {
            return Optional.of(LOST.get((int) chance.below(LOST.size())));
        }
        long draw = chance.next();
        if (Long.remainderUnsigned(draw, CRASH_ONCE_IN) == 0) {
            return Optional.of(draw < 0 ? Fault.CRASH_BEFORE : Fault.CRASH_AFTER);
        }
        return Long.remainderUnsigned(draw, ONE_CALL_IN) == 1
                ? Optional.of(ANY.get((int) chance.below(ANY.size())))
                : Optional.empty();
    }
}
