package dev.acm.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.certificate.CertificateStatus;
import dev.acm.certificate.CertificateType;
import dev.acm.event.AuditChain;
import dev.acm.event.AuditEntry;
import dev.acm.event.EventType;
import dev.acm.key.SealedKey;
import dev.acm.name.DomainName;
import dev.acm.renewal.LifecyclePolicy;
import dev.acm.renewal.RenewalPlan;
import dev.acm.renewal.RenewalReason;
import dev.acm.spi.Document;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Laws of the lifecycle, whatever the world does: random outcomes, crashes, wishes and steps of time. */
class LifecycleProperties {
    private static final int TRIES = 400;
    /** Several times as many as are needed for every kind of event. */
    private static final int MANY = 1000;

    private static final int MOST_BUSY_STEPS = 100;

    @Provide
    Arbitrary<List<Integer>> scripts() {
        return Arbitraries.integers().between(0, 839).list().ofMinSize(1).ofMaxSize(400);
    }

    private static World world(List<Integer> script) {
        CertificateType type = script.get(0) % 7 == 0 ? CertificateType.PRIVATE : CertificateType.AMAZON_ISSUED;
        LifecyclePolicy policy =
                LifecyclePolicy.builder().renewAlways(script.size() % 2 == 0).build();
        return new World(policy, Samples.requested(type, "example.com", "*.example.com", "a.example.org"), script);
    }

    private static World walk(List<Integer> script, Consumer<World> law) {
        World world = world(script);
        while (world.goesOn()) {
            world.step();
            law.accept(world);
        }
        return world;
    }

    @Property(tries = TRIES)
    void terminalStatesStayTerminal(@ForAll("scripts") List<Integer> script) {
        World world = world(script);
        while (world.goesOn()) {
            CertificateRecord before = world.record;

            world.step();

            CertificateStatus after = world.record.status();
            switch (before.status()) {
                case FAILED, VALIDATION_TIMED_OUT, REVOKED -> assertThat(after).isEqualTo(before.status());
                case ISSUED ->
                    assertThat(after)
                            .isIn(CertificateStatus.ISSUED, CertificateStatus.EXPIRED, CertificateStatus.REVOKED);
                case EXPIRED ->
                    // only what was submitted before expiry may still come
                    assertThat(after == CertificateStatus.EXPIRED
                                    || before.attempt()
                                            .filter(Attempt::submitted)
                                            .isPresent())
                            .isTrue();
                default -> assertThat(after).isNotEqualTo(CertificateStatus.INACTIVE);
            }
        }
    }

    @Property(tries = TRIES)
    void nothingIsAttemptedForWhatIsOver(@ForAll("scripts") List<Integer> script) {
        walk(script, world -> {
            boolean over = world.record.deletedAt().isPresent()
                    || world.record.status() == CertificateStatus.FAILED
                    || world.record.status() == CertificateStatus.VALIDATION_TIMED_OUT
                    || world.record.status() == CertificateStatus.EXPIRED
                    || world.record.status() == CertificateStatus.REVOKED;
            if (over) {
                assertThat(world.record.attempt().filter(attempt -> !attempt.submitted()))
                        .isEmpty();
                assertThat(world.lifecycle.decide(world.record, world.now)).isNotInstanceOf(Action.Submit.class);
            }
        });
    }

    @Property(tries = TRIES)
    void generationsRiseByOneAndThePointerNamesTheLast(@ForAll("scripts") List<Integer> script) {
        AtomicLong last = new AtomicLong();
        walk(script, world -> {
            long current = pointer(world.record);
            assertThat(current).isBetween(last.get(), last.get() + 1);
            last.set(current);
            if (current > 0) {
                assertThat(world.record.current().orElseThrow().number()).isEqualTo(current);
                assertThat(world.record.generations())
                        .last()
                        .isEqualTo(world.record.current().orElseThrow());
            }
            world.record
                    .attempt()
                    .ifPresent(attempt -> assertThat(attempt.generation()).isEqualTo(current + 1));
        });
    }

    @Test
    void scriptsReachEveryKindOfEvent() {
        Set<EventType> seen = EnumSet.noneOf(EventType.class);
        Set<CertificateStatus> reached = EnumSet.noneOf(CertificateStatus.class);

        Scripts.stream()
                .limit(MANY)
                .forEach(script -> walk(script, world -> {
                    world.record
                            .outbox()
                            .forEach(entry -> seen.add(entry.event().type()));
                    reached.add(world.record.status());
                }));

        // imported certificates begin in another way and tags are callers', and have tests of their own; so has
        // a change of names that comes to its end, which is rare here
        Set<EventType> wanted = EnumSet.complementOf(EnumSet.of(
                EventType.ACCESS_DENIED,
                EventType.IMPORTED,
                EventType.REIMPORTED,
                EventType.TAGGED,
                EventType.UNTAGGED,
                EventType.NAMES_CHANGED));
        assertThat(seen).containsAll(wanted);
        assertThat(reached)
                .containsExactlyInAnyOrder(
                        CertificateStatus.PENDING_VALIDATION,
                        CertificateStatus.ISSUED,
                        CertificateStatus.EXPIRED,
                        CertificateStatus.REVOKED,
                        CertificateStatus.FAILED,
                        CertificateStatus.VALIDATION_TIMED_OUT);
    }

    private static long pointer(CertificateRecord record) {
        AtomicLong current = new AtomicLong();
        record.with(draft -> current.set(draft.current));
        return current.get();
    }

    @Property(tries = TRIES)
    void anAttemptHasOneKey(@ForAll("scripts") List<Integer> script) {
        World world = world(script);
        while (world.goesOn()) {
            CertificateRecord before = world.record;

            world.step();

            before.attempt()
                    .filter(attempt -> attempt.key().isPresent())
                    .ifPresent(attempt -> world.record
                            .attempt()
                            .filter(after -> after.id().equals(attempt.id()))
                            .ifPresent(after -> assertThat(after.key()).isEqualTo(attempt.key())));
        }
    }

    @Property(tries = TRIES)
    void noTwoAttemptsShareAnId(@ForAll("scripts") List<Integer> script) {
        Set<String> ended = new HashSet<>();
        World world = world(script);
        while (world.goesOn()) {
            CertificateRecord before = world.record;

            world.step();

            before.attempt()
                    .filter(attempt -> world.record
                            .attempt()
                            .filter(after -> after.id().equals(attempt.id()))
                            .isEmpty())
                    .ifPresent(attempt -> ended.add(attempt.id().value()));
            world.record
                    .attempt()
                    .ifPresent(attempt ->
                            assertThat(ended).doesNotContain(attempt.id().value()));
        }
    }

    @Property(tries = TRIES)
    void noKeyIsLostAndNoneDestroyedThatIsInForce(@ForAll("scripts") List<Integer> script) {
        walk(script, world -> {
            Set<SealedKey> accounted = new HashSet<>(world.held());
            accounted.addAll(world.destroyed);
            assertThat(accounted).containsAll(world.made);
            if (world.record.deletedAt().isEmpty()) {
                world.record
                        .current()
                        .flatMap(Generation::key)
                        .ifPresent(key -> assertThat(world.destroyed).doesNotContain(key));
            }
        });
    }

    @Property(tries = TRIES)
    void whatMayBeSignedIsNeverDroppedWithoutAnAnswer(@ForAll("scripts") List<Integer> script) {
        walk(script, world -> {
            if (!world.maybeSigned.isEmpty()) {
                Attempt attempt = world.record.attempt().orElseThrow();
                assertThat(world.maybeSigned).containsExactly(attempt.id().value());
                assertThat(attempt.submitted()).isTrue();
            }
        });
    }

    @Property(tries = TRIES)
    void whatMayBeSignedIsLookedUpBeforeItIsRepeated(@ForAll("scripts") List<Integer> script) {
        walk(script, world -> {
            if (!world.maybeSigned.isEmpty()) {
                assertThat(world.lifecycle.decide(world.record, world.now)).isNotInstanceOf(Action.Submit.class);
            }
        });
    }

    @Property(tries = TRIES)
    void unlessAskedForByHand_nothingIsRenewedThatWasSignedTwiceOfLate(@ForAll("scripts") List<Integer> script) {
        walk(script, world -> {
            if (world.lifecycle.decide(world.record, world.now) instanceof Action.Settle settle
                    && settle.outcome() instanceof Outcome.AttemptStarted started
                    && started.reason().isPresent()
                    && started.reason().get() != RenewalReason.BY_HAND) {
                Generation current = world.record.current().orElseThrow();
                Instant since = world.now.minus(
                        RenewalPlan.breakerWindow(Duration.between(current.notBefore(), current.notAfter())));
                assertThat(world.signed.stream().filter(at -> at.isAfter(since)))
                        .hasSizeLessThan(2);
            }
        });
    }

    @Property(tries = TRIES)
    void nothingIsSignedOnOldEvidence(@ForAll("scripts") List<Integer> script) {
        walk(script, world -> {
            if (world.lifecycle.decide(world.record, world.now) instanceof Action.Submit submit
                    && world.record.wish().type() != CertificateType.PRIVATE) {
                // a change of names looks at the new ones only; what it keeps was proven for the present generation
                List<DomainName> kept = submit.attempt().certified().isPresent()
                        ? world.record.wish().names().stream()
                                .map(DomainName::base)
                                .toList()
                        : List.of();
                assertThat(submit.attempt().names()).allSatisfy(name -> {
                    Instant proven = name.provenAt().orElseThrow();
                    boolean carried = kept.contains(name.name())
                            && proven.isBefore(submit.attempt().startedAt());
                    assertThat(proven)
                            .isAfterOrEqualTo(world.now.minus(carried ? Duration.ofDays(398) : Duration.ofHours(1)));
                });
                assertThat(submit.attempt().caaCheckedAt().orElseThrow())
                        .isAfterOrEqualTo(world.now.minusSeconds(3600));
            }
        });
    }

    @Property(tries = TRIES)
    void whatIsSleptForLiesAhead(@ForAll("scripts") List<Integer> script) {
        walk(script, world -> {
            if (world.lifecycle.decide(world.record, world.now) instanceof Action.SleepUntil sleep) {
                assertThat(sleep.at()).isAfter(world.now);
            }
        });
    }

    @Property(tries = TRIES)
    void itComesToRestInFewSteps(@ForAll("scripts") List<Integer> script) {
        walk(script, world -> assertThat(world.busy).isLessThan(MOST_BUSY_STEPS));
    }

    @Property(tries = TRIES)
    void itComesToRestThoughTheSameIsAnsweredForEver(
            @ForAll("scripts") List<Integer> script, @ForAll @IntRange(min = 0, max = 11) int answer) {
        World before = walk(script.subList(0, Math.min(60, script.size())), world -> {});
        World stubborn =
                new World(LifecyclePolicy.acm(), before.record, Collections.nCopies(10 * MOST_BUSY_STEPS, answer));
        stubborn.now = before.now;

        while (stubborn.goesOn()) {
            stubborn.step();

            assertThat(stubborn.busy).isLessThan(MOST_BUSY_STEPS / 2);
        }
    }

    @Property(tries = TRIES)
    void whatIsNotOverIsLookedAtAgain(@ForAll("scripts") List<Integer> script) {
        walk(script, world -> {
            Action next = world.lifecycle.decide(world.record, world.now);
            if (world.record.status() == CertificateStatus.PENDING_VALIDATION
                    || world.record.status() == CertificateStatus.ISSUED) {
                assertThat(next).isNotInstanceOf(Action.Rest.class);
            }
        });
    }

    @Property(tries = TRIES)
    void eventsAreNumberedWithoutGapsAndTheChainRecomputes(@ForAll("scripts") List<Integer> script) {
        World world = world(script);
        AtomicLong sequence = new AtomicLong();
        String[] hash = {AuditEntry.START};
        while (true) {
            for (AuditEntry entry : world.record.outbox()) {
                if (entry.event().sequence() > sequence.get()) {
                    assertThat(entry.event().sequence()).isEqualTo(sequence.incrementAndGet());
                    assertThat(entry.previousHash()).isEqualTo(hash[0]);
                    assertThat(entry.hash()).isEqualTo(AuditChain.hash(hash[0], entry.event()));
                    hash[0] = entry.hash();
                }
            }
            assertThat(world.record.lastSequence()).isEqualTo(sequence.get());
            assertThat(world.record.lastHash()).isEqualTo(hash[0]);
            if (!world.goesOn()) {
                return;
            }
            world.step();
        }
    }

    @Property(tries = TRIES / 2)
    void documentsRoundTripAndKeepWhatTheyDoNotKnow(@ForAll("scripts") List<Integer> script) {
        Document unknown = Document.builder().put("fromALaterVersion", "kept").build();
        walk(script, world -> {
            Document document = RecordCodec.encode(world.record, unknown);
            Document again = RecordCodec.encode(RecordCodec.decode(document), document);
            assertThat(again).isEqualTo(document);
            assertThat(again.string("fromALaterVersion")).isEqualTo("kept");
        });
    }

    @Property(tries = TRIES / 2)
    void writingOnlyWhatChanged_isWritingAll(@ForAll("scripts") List<Integer> script) {
        World world = world(script);
        CertificateRecord read = world.record;
        Document stored = RecordCodec.encode(read, Document.empty());
        while (world.goesOn()) {
            world.step();

            Document all = RecordCodec.encode(world.record, stored);
            assertThat(RecordCodec.encode(world.record, read, stored)).isEqualTo(all);
            read = world.record;
            stored = all;
        }
    }

    @Property(tries = TRIES / 2)
    void decidingDependsOnTheDocumentOnly(@ForAll("scripts") List<Integer> script) {
        walk(script, world -> {
            CertificateRecord read = RecordCodec.decode(RecordCodec.encode(world.record, Document.empty()));
            assertThat(world.lifecycle.decide(read, world.now))
                    .isEqualTo(world.lifecycle.decide(world.record, world.now));
        });
    }
}
