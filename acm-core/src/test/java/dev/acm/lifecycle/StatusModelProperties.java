package dev.acm.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.certificate.CertificateStatus;
import dev.acm.certificate.CertificateType;
import dev.acm.certificate.FailureReason;
import dev.acm.certificate.RenewalSummary;
import dev.acm.lifecycle.StatusModel.Event;
import dev.acm.lifecycle.StatusModel.Shown;
import dev.acm.renewal.LifecyclePolicy;
import dev.acm.renewal.RenewalStatus;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The lifecycle shows, after whatever happens, the status that ACM's table leads to. */
class StatusModelProperties {
    private static final int TRIES = 1000;
    /** A mutant that so many walks do not find is not found. */
    private static final int WALKS = 300;

    @Provide
    Arbitrary<List<Integer>> scripts() {
        return Arbitraries.integers().between(0, 839).list().ofMinSize(1).ofMaxSize(400);
    }

    @Property(tries = TRIES)
    void whatIsShownIsWhatTheTableLeadsTo(@ForAll("scripts") List<Integer> script) {
        assertThat(disagreement(StatusModel.TABLE, script, record -> record)).isEmpty();
    }

    /** Where lifecycle and model part; empty if they agree to the end, or until it is deleted: then nothing is shown. */
    private static Optional<String> disagreement(
            Map<CertificateStatus, Map<Event, CertificateStatus>> table,
            List<Integer> script,
            UnaryOperator<CertificateRecord> mutation) {
        CertificateType type = script.get(0) % 7 == 0 ? CertificateType.PRIVATE : CertificateType.AMAZON_ISSUED;
        LifecyclePolicy policy =
                LifecyclePolicy.builder().renewAlways(script.size() % 2 == 0).build();
        World world =
                new World(policy, Samples.requested(type, "example.com", "*.example.com", "a.example.org"), script);
        StatusModel model = new StatusModel(table);
        while (world.goesOn()) {
            CertificateRecord before = world.record;
            world.step();
            world.record = mutation.apply(world.record);
            if (world.removed || world.record.deletedAt().isPresent()) {
                return Optional.empty();
            }
            if (before.revoked().isEmpty() && world.record.revoked().isPresent()) {
                model.revokeAsked();
            }
            boolean forOtherNames = before.attempt()
                    .map(attempt -> attempt.certified().isPresent())
                    .orElse(true);
            world.outcome.ifPresent(outcome -> model.happened(world.action, outcome, forOtherNames));
            Shown shown = Shown.of(world.record);
            if (!shown.equals(model.shown())) {
                return Optional.of("after " + world.action + " " + world.outcome + ": " + shown + " is shown, and "
                        + model.shown() + " was expected");
            }
        }
        return Optional.empty();
    }

    private static boolean isFound(
            Map<CertificateStatus, Map<Event, CertificateStatus>> table, UnaryOperator<CertificateRecord> mutation) {
        return Scripts.stream()
                .limit(WALKS)
                .anyMatch(script -> disagreement(table, script, mutation).isPresent());
    }

    private static Stream<Map.Entry<CertificateStatus, Event>> entries() {
        return StatusModel.TABLE.entrySet().stream()
                .flatMap(row -> row.getValue().entrySet().stream()
                        .filter(entry -> entry.getValue() != row.getKey())
                        .map(entry -> Map.entry(row.getKey(), entry.getKey())));
    }

    @Test
    void everyEntryOfTheTableIsReached_sinceWithoutItTheyDisagree() {
        assertThat(entries())
                .allSatisfy(entry -> assertThat(isFound(without(entry), record -> record))
                        .as(entry.toString())
                        .isTrue());
    }

    private static Map<CertificateStatus, Map<Event, CertificateStatus>> without(
            Map.Entry<CertificateStatus, Event> entry) {
        Map<CertificateStatus, Map<Event, CertificateStatus>> table = new EnumMap<>(CertificateStatus.class);
        StatusModel.TABLE.forEach((from, row) -> table.put(from, new HashMap<>(row)));
        table.get(entry.getKey()).remove(entry.getValue());
        return table;
    }

    /** Lifecycles that are wrong in one way each. */
    enum Mutant {
        LETS_A_FAILED_REQUEST_WAIT_ON {
            @Override
            void change(CertificateRecord.Draft draft) {
                if (draft.status == CertificateStatus.FAILED) {
                    draft.status = CertificateStatus.PENDING_VALIDATION;
                }
            }
        },
        REVIVES_WHAT_WAS_REVOKED {
            @Override
            void change(CertificateRecord.Draft draft) {
                if (draft.status == CertificateStatus.REVOKED && draft.attempt.isEmpty()) {
                    draft.status = CertificateStatus.ISSUED;
                }
            }
        },
        TIMES_OUT_WHAT_WAS_REFUSED {
            @Override
            void change(CertificateRecord.Draft draft) {
                if (draft.failureReason.filter(FailureReason.CAA_ERROR::equals).isPresent()) {
                    draft.status = CertificateStatus.VALIDATION_TIMED_OUT;
                }
            }
        },
        FORGETS_WHY_IT_FAILED {
            @Override
            void change(CertificateRecord.Draft draft) {
                draft.failureReason = Optional.empty();
            }
        },
        LEAVES_A_RENEWAL_PENDING_FOR_EVER {
            @Override
            void change(CertificateRecord.Draft draft) {
                draft.renewal = draft.renewal.map(renewal -> renewal.status() == RenewalStatus.FAILED
                        ? new RenewalSummary(RenewalStatus.PENDING_VALIDATION, renewal.reason(), renewal.updatedAt())
                        : renewal);
            }
        },
        TELLS_THE_OWNER_TO_ACT_WHEN_NOBODY_HAS_TO {
            @Override
            void change(CertificateRecord.Draft draft) {
                draft.renewal = draft.renewal.map(renewal -> renewal.status() == RenewalStatus.PENDING_AUTO_RENEWAL
                        ? new RenewalSummary(RenewalStatus.PENDING_VALIDATION, renewal.reason(), renewal.updatedAt())
                        : renewal);
            }
        };

        abstract void change(CertificateRecord.Draft draft);
    }

    @ParameterizedTest
    @EnumSource
    void negativeControl_lifecycleThatIsWrong_isFound(Mutant mutant) {
        assertThat(isFound(StatusModel.TABLE, record -> record.with(mutant::change)))
                .isTrue();
    }

    @Test
    void everyStatusAndRenewalStatusIsShownAtSomeTime() {
        Set<CertificateStatus> statuses = EnumSet.noneOf(CertificateStatus.class);
        Set<RenewalStatus> renewals = EnumSet.noneOf(RenewalStatus.class);
        Scripts.stream()
                .limit(WALKS)
                .forEach(script -> disagreement(StatusModel.TABLE, script, record -> {
                    statuses.add(record.status());
                    record.renewal().ifPresent(renewal -> renewals.add(renewal.status()));
                    return record;
                }));

        // ACM says of INACTIVE only that there is such a value
        assertThat(statuses).isEqualTo(EnumSet.complementOf(EnumSet.of(CertificateStatus.INACTIVE)));
        assertThat(renewals).isEqualTo(EnumSet.allOf(RenewalStatus.class));
    }
}
