package dev.acm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.spi.AuthorityLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.BeforeTry;

/** Whoever takes turns, and by whichever clock: no period ever sees more than the authority allows. */
class SubmissionLogProperties {
    private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    private static final int UNBOUNDED = Integer.MAX_VALUE;
    private static final List<Duration> SKEWS = List.of(Duration.ofMinutes(-10), Duration.ZERO, Duration.ofMinutes(10));

    private SubmissionLog log = SubmissionLog.EMPTY;
    private final Map<String, Sightings> seen = new HashMap<>();
    private int attempts;

    @BeforeTry
    void startsAnew() {
        log = SubmissionLog.EMPTY;
        seen.clear();
    }

    private SubmissionLog.Grant ask(AuthorityLimit limit, String manager, int wanted, List<String> done, Instant now) {
        List<String> names =
                IntStream.range(0, wanted).mapToObj(i -> "a" + ++attempts).toList();
        Sightings sightings = seen.computeIfAbsent(manager, Sightings::new);
        SubmissionLog.Grant grant = log.take(limit, manager, sightings, names, done, now);
        sightings.keep(grant.log().events().collect(Collectors.toSet()));
        log = SubmissionLog.decode(grant.log().encode());
        assertThat(grant.nextTurns()).hasSize(wanted - grant.attempts().size());
        assertThat(grant.nextTurns()).allSatisfy(turn -> assertThat(turn).isAfter(now));
        return grant;
    }

    private List<String> take(AuthorityLimit limit, String manager, int wanted, Instant now) {
        return ask(limit, manager, wanted, List.of(), now).attempts();
    }

    @Property(tries = 40)
    void noPeriodSeesMoreThanTheLimit_whateverTheClocks(
            @ForAll @IntRange(min = 1, max = 60) int submissions,
            @ForAll @LongRange(min = 1, max = 200_000) long periodSeconds,
            @ForAll @IntRange(min = 1, max = 100) int lifeOfAManager,
            @ForAll long seed) {
        AuthorityLimit limit = new AuthorityLimit(submissions, Duration.ofSeconds(periodSeconds), UNBOUNDED);
        Random chance = new Random(seed);
        List<Instant> asked = new ArrayList<>();
        Instant now = START;
        for (int i = 0; i < 200; i++) {
            now = now.plusMillis((long) (chance.nextDouble() * periodSeconds * 1000 / (1 + chance.nextInt(20))));
            int manager = chance.nextInt(SKEWS.size());
            // managers come and go, each with a name of its own
            String name = manager + "-" + i / lifeOfAManager;
            int granted = take(limit, name, 1 + chance.nextInt(2 * submissions), now.plus(SKEWS.get(manager)))
                    .size();
            for (int k = 0; k < granted; k++) {
                asked.add(now);
            }
        }

        assertThat(asked).isNotEmpty();
        for (int i = submissions; i < asked.size(); i++) {
            assertThat(asked.get(i)).isAfterOrEqualTo(asked.get(i - submissions).plus(limit.period()));
        }
    }

    @Property(tries = 25)
    void oneManager_usesAllOfTheLimit(
            @ForAll @IntRange(min = 1, max = 100) int submissions,
            @ForAll @LongRange(min = 1, max = 200_000) long periodSeconds) {
        AuthorityLimit limit = new AuthorityLimit(submissions, Duration.ofSeconds(periodSeconds), UNBOUNDED);

        for (int i = 0; i < 5; i++) {
            assertThat(take(
                            limit,
                            "one",
                            2 * submissions,
                            START.plus(limit.period().multipliedBy(i))))
                    .hasSize(submissions);
        }
    }

    @Property(tries = 25)
    void twoManagersThatLookOften_useNearlyAllOfTheLimit(@ForAll @IntRange(min = 1, max = 100) int submissions) {
        AuthorityLimit limit = new AuthorityLimit(submissions, Duration.ofMinutes(5), UNBOUNDED);
        int taken = 0;
        for (int second = 0; second < 6 * 300; second += 10) {
            taken += take(limit, "one", 200, START.plusSeconds(second)).size();
            taken += take(limit, "other", 200, START.plusSeconds(second + 600)).size();
        }

        assertThat(taken).isGreaterThanOrEqualTo(5 * submissions);
    }

    @Property(tries = 25)
    void neverMoreAtOnceThanAllowed(@ForAll @IntRange(min = 1, max = 10) int concurrent, @ForAll long seed) {
        AuthorityLimit limit = new AuthorityLimit(1_000_000, Duration.ofSeconds(1), concurrent);
        Random chance = new Random(seed);
        List<String> open = new ArrayList<>();
        Instant now = START;
        for (int i = 0; i < 50; i++) {
            now = now.plusMillis(chance.nextInt(2000));
            List<String> done = new ArrayList<>();
            while (!open.isEmpty() && chance.nextInt(3) > 0) {
                done.add(open.remove(chance.nextInt(open.size())));
            }
            int manager = chance.nextInt(SKEWS.size());

            SubmissionLog.Grant grant =
                    ask(limit, "m" + manager, chance.nextInt(2 * concurrent), done, now.plus(SKEWS.get(manager)));
            open.addAll(grant.attempts());

            assertThat(open).hasSizeLessThanOrEqualTo(concurrent);
        }
    }

    @Property(tries = 1)
    void turnsOfManagersThatDied_comeBack() {
        AuthorityLimit limit = new AuthorityLimit(1000, Duration.ofSeconds(1), 2);
        assertThat(take(limit, "dies", 5, START)).hasSize(2);
        assertThat(take(limit, "lives", 5, START.plusSeconds(60))).isEmpty();

        assertThat(take(limit, "lives", 5, START.plusSeconds(60 + 301))).hasSize(2);
    }

    @Property(tries = 1)
    void oneClockFarAhead_stopsTheOthersForAPeriodOnly() {
        AuthorityLimit limit = new AuthorityLimit(4, Duration.ofHours(1), UNBOUNDED);
        take(limit, "wrong", 9, START.plus(Duration.ofDays(40)));
        assertThat(take(limit, "right", 9, START)).isEmpty();

        assertThat(take(limit, "right", 9, START.plus(Duration.ofHours(1)))).hasSize(4);
    }

    @Property(tries = 1)
    void managersThatAreAlwaysNew_comeToTheirTurnsAllTheSame() {
        AuthorityLimit limit = new AuthorityLimit(4, Duration.ofHours(1), UNBOUNDED);
        int taken = 0;
        for (int minute = 0; minute < 600; minute++) {
            taken += take(limit, "run " + minute, 9, START.plus(Duration.ofMinutes(minute)))
                    .size();
        }

        // a period and twenty minutes for each four
        assertThat(taken).isEqualTo(4 * 8);
    }

    @Property(tries = 1)
    void manyBatches_areKeptBounded() {
        AuthorityLimit limit = new AuthorityLimit(1000, Duration.ofDays(7), UNBOUNDED);
        for (int i = 0; i < 500; i++) {
            take(limit, "one", 1, START.plusSeconds(i));
        }

        assertThat(log.batches()).hasSize(64);
        assertThat(log.batches().stream()
                        .mapToLong(SubmissionLog.Batch::submissions)
                        .sum())
                .isEqualTo(500);
    }
}
