package dev.acm.lifecycle;

import dev.acm.certificate.CertificateStatus;
import dev.acm.certificate.FailureReason;
import dev.acm.certificate.RevocationReason;
import dev.acm.diagnosis.Actor;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.key.SealedKey;
import dev.acm.name.DomainName;
import dev.acm.renewal.LifecyclePolicy;
import dev.acm.renewal.RenewalWindow;
import dev.acm.spi.Judgement;
import dev.acm.spi.RetryClass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A world that answers a certificate's actions as a script of numbers says: well or badly, lost or refused, with crashes
 * between intent and answer, and with wishes and the passing of time while it sleeps.
 */
final class World {
    private static final List<String> TARGETS = List.of("edge", "mail");

    final Lifecycle lifecycle;
    private final List<Integer> script;
    private int position;

    CertificateRecord record;
    Instant now = Samples.START;
    Action action = new Action.Rest();
    /** What came of the last step; empty if time passed, a wish came, or the answer was lost with a crash. */
    Optional<Outcome> outcome = Optional.empty();

    boolean removed;
    /** Steps since something from outside happened: time passed, or a wish came. */
    int busy;
    /** Attempts that the authority may sign, by id. */
    final Set<String> maybeSigned = new HashSet<>();
    /** When the authority signed. */
    final List<Instant> signed = new ArrayList<>();
    /** Keys that were committed, and keys that were destroyed. */
    final Set<SealedKey> made = new HashSet<>();

    final Set<SealedKey> destroyed = new HashSet<>();

    World(LifecyclePolicy policy, CertificateRecord record, List<Integer> script) {
        this.lifecycle = new Lifecycle(policy, script.size() % 3 == 0);
        this.record = record;
        this.script = script;
    }

    boolean goesOn() {
        return position < script.size() && !removed;
    }

    private int draw(int bound) {
        return position < script.size() ? Math.floorMod(script.get(position++), bound) : 0;
    }

    void step() {
        outcome = Optional.empty();
        action = lifecycle.decide(record, now);
        if (action instanceof Action.SleepUntil sleep) {
            idle(Optional.of(sleep.at()));
        } else if (action instanceof Action.Rest) {
            idle(Optional.empty());
        } else if (action instanceof Action.Remove) {
            removed = true;
        } else if (action instanceof Action.Settle settle) {
            busy++;
            apply(settle.outcome());
        } else {
            busy++;
            perform();
        }
    }

    private void perform() {
        record = Transitions.intend(record, action, new Claim("one", now.plus(Duration.ofMinutes(5))), now);
        if (action instanceof Action.Submit submit) {
            maybeSigned.add(submit.attempt().id().value());
        }
        if (draw(12) == 11) {
            // a crash: the record stays as the intent left it, and somebody goes on later
            record = Transitions.release(record);
            now = now.plusSeconds(300);
            busy = 0;
            return;
        }
        now = now.plusMillis(draw(3));
        apply(outcome());
    }

    private void apply(Outcome came) {
        outcome = Optional.of(came);
        if (came instanceof Outcome.KeyMade keyMade) {
            made.add(keyMade.key());
        } else if (action instanceof Action.DestroyKey destroy) {
            destroyed.add(destroy.doomed().key());
        }
        if (came instanceof Outcome.Issued || came instanceof Outcome.ChainRefused) {
            signed.add(now);
        }
        boolean answered = came instanceof Outcome.Issued
                || came instanceof Outcome.ChainRefused
                || came instanceof Outcome.NotKnown
                || (came instanceof Outcome.Answered answer
                        && answer.submission() instanceof dev.acm.spi.Submission.Rejected)
                || (came instanceof Outcome.Stalled stalled
                        && action instanceof Action.Submit
                        && !stalled.effectUnknown());
        if (answered) {
            maybeSigned.clear();
        }
        record = Transitions.apply(record, action, came, now);
    }

    private Outcome hinted(Generation generation) {
        Instant start = now.plus(Duration.ofDays(draw(40) - 20));
        return new Outcome.Hinted(
                draw(3) == 0
                        ? Optional.empty()
                        : Optional.of(new RenewalWindow(
                                generation.number() - draw(2), start, start.plusSeconds(3600), Optional.empty())));
    }

    private Outcome outcome() {
        if (action instanceof Action.Observe observe) {
            return observed(observe);
        } else if (action instanceof Action.CheckCaa) {
            return draw(4) > 0 ? new Outcome.CaaPermitted(List.of("example.com.")) : stalled();
        } else if (action instanceof Action.MakeKey) {
            return draw(6) > 0 ? Samples.keyMade(made.size() + 1) : stalled();
        } else if (action instanceof Action.Submit submit) {
            return answer(submit.attempt(), false);
        } else if (action instanceof Action.Poll poll) {
            return answer(poll.attempt(), false);
        } else if (action instanceof Action.LookUp lookUp) {
            return answer(lookUp.attempt(), true);
        } else if (action instanceof Action.AskHint ask) {
            return draw(3) > 0 ? hinted(ask.generation()) : stalled();
        } else if (action instanceof Action.Deliver) {
            return draw(5) == 0
                    ? stalled()
                    : new Outcome.Delivered(
                            draw(2) == 0
                                    ? record.lastSequence()
                                    : record.outbox().get(0).event().sequence());
        } else if (draw(4) == 0) {
            return stalled();
        } else if (action instanceof Action.Revoke) {
            return new Outcome.Revoked();
        } else if (action instanceof Action.Deploy deploy) {
            // a target that has lied once is likely to go on
            boolean lies = record.deployments().stream()
                    .anyMatch(deployment -> deployment.target().equals(deploy.target()) && deployment.accepted() > 0);
            return draw(8) < (lies ? 1 : 5)
                    ? new Outcome.Deployed()
                    : new Outcome.NotSeen(diagnosis("DEPLOYMENT_NOT_SEEN"));
        } else if (action instanceof Action.RollBack) {
            return draw(4) < 3
                    ? draw(3) == 0 ? new Outcome.NotSeen(diagnosis("ROLL_BACK_NOT_SEEN")) : new Outcome.RolledBack()
                    : stalled();
        } else if (action instanceof Action.Cut) {
            return draw(4) < 3 ? new Outcome.SessionsCut() : stalled();
        } else if (action instanceof Action.Withdraw) {
            return new Outcome.Withdrawn();
        }
        return new Outcome.KeyDestroyed();
    }

    private Outcome observed(Action.Observe observe) {
        if (draw(10) == 9) {
            return stalled();
        }
        List<Outcome.Sight> sights = new ArrayList<>();
        for (DomainName name : observe.names()) {
            sights.add(Samples.sight(name, judgement(name), now));
        }
        return new Outcome.Observed(sights);
    }

    private Judgement judgement(DomainName name) {
        return switch (draw(12)) {
            case 8 -> new Judgement.NotYet(diagnosis("DNS_NO_RECORD"), RetryClass.HUMAN);
            case 9 -> new Judgement.NotYet(diagnosis("DNS_SERVFAIL"), retryClass());
            case 10 -> new Judgement.Refused(FailureReason.DOMAIN_VALIDATION_DENIED, diagnosis("MAIL_DENIED"));
            case 11 -> new Judgement.Proven(List.of(name), now.minus(Duration.ofHours(draw(4))));
            default -> new Judgement.Proven(List.of(name), now);
        };
    }

    private Outcome answer(Attempt attempt, boolean mayBeUnknown) {
        return switch (draw(10)) {
            case 5 -> Samples.pending(now.plus(Duration.ofMinutes(draw(20) - 5L)));
            case 6 -> Samples.rejected(FailureReason.PCA_REQUEST_FAILED, retryClass());
            case 7 -> mayBeUnknown ? new Outcome.NotKnown() : Samples.unknown();
            case 8 -> Samples.chainRefused();
            case 9 -> stalled();
            default -> Samples.issued(attempt, now, Duration.ofDays(new int[] {6, 46, 395}[draw(3)]));
        };
    }

    private Outcome.Stalled stalled() {
        return new Outcome.Stalled(diagnosis("PORT_FAILED"), retryClass(), draw(2) == 1);
    }

    private RetryClass retryClass() {
        return RetryClass.values()[draw(RetryClass.values().length)];
    }

    private Diagnosis diagnosis(String code) {
        Diagnosis.Builder builder =
                Samples.diagnosis(code).toBuilder().actor(code.equals("PORT_FAILED") ? Actor.HOST : Actor.OWNER);
        int minutes = draw(60) - 30;
        return minutes == 0
                ? builder.build()
                : builder.nextTry(now.plus(Duration.ofMinutes(minutes))).build();
    }

    private void idle(Optional<Instant> at) {
        busy = 0;
        switch (draw(8)) {
            case 0 -> wish();
            case 1 -> now = now.plus(Duration.ofHours(1L + draw(100)));
            case 2 -> now = now.plus(Duration.ofDays(1L + draw(60)));
            default -> now = at.orElseGet(() -> now.plus(Duration.ofDays(30)));
        }
        if (at.isEmpty() && draw(2) == 0) {
            wish();
        }
    }

    /** What callers may do, by the rules of the API. */
    private void wish() {
        if (record.deletedAt().isPresent()) {
            // nobody reaches it any more, but the report of its key does
            record.generations().stream()
                    .skip(draw(3))
                    .findFirst()
                    .ifPresent(generation -> record =
                            Compromising.compromised(record, Compromising.id(generation), Samples.CALLER, now));
            return;
        }
        String target = TARGETS.get(draw(TARGETS.size()));
        boolean used = record.deployments().stream().anyMatch(deployment -> !deployment.leaving());
        boolean usedThere = record.deployments().stream()
                .anyMatch(deployment -> deployment.target().equals(target) && !deployment.leaving());
        switch (draw(10)) {
            case 0, 1 -> {
                if (Wishes.isUsable(record) && !usedThere) {
                    record = Wishes.associate(record, target, Samples.CALLER, now);
                }
            }
            case 2 -> {
                if (usedThere) {
                    cutSometimes();
                    record = Wishes.disassociate(record, target, Samples.CALLER, now);
                }
            }
            case 3 -> {
                if (record.status() == CertificateStatus.ISSUED) {
                    record = Wishes.renewNow(record, now);
                }
            }
            case 4 -> {
                if (record.status() == CertificateStatus.ISSUED) {
                    record = Exporting.exported(
                            record, record.current().orElseThrow().number(), "PEM", "a test", Samples.CALLER, now);
                }
            }
            case 6 -> {
                if (record.status() == CertificateStatus.ISSUED && draw(2) == 0) {
                    record = Revoking.revoke(record, RevocationReason.SUPERSEDED, Samples.CALLER, now);
                }
            }
            case 7 ->
                record.generations().stream()
                        .filter(generation -> generation.key().isPresent())
                        .skip(draw(2))
                        .findFirst()
                        .ifPresent(generation -> record =
                                Compromising.compromised(record, Compromising.id(generation), Samples.CALLER, now));
            case 5 -> cutSometimes();
            case 8 -> {
                if (record.status() == CertificateStatus.ISSUED) {
                    List<DomainName> names = draw(3) == 0
                            ? record.wish().names()
                            : List.of(DomainName.parse("other" + draw(2) + ".example.com"));
                    record = Renaming.want(record, names, Samples.CALLER, now);
                }
            }
            default -> {
                if (!used && draw(3) == 0) {
                    record = Wishes.delete(record, Samples.CALLER, now);
                }
            }
        }
    }

    private void cutSometimes() {
        if (record.current().isPresent() && draw(2) == 1) {
            record = Wishes.cut(record, record.current().get().number(), Samples.CALLER, now);
        }
    }

    /** The keys that the record still holds, wherever. */
    Set<SealedKey> held() {
        Set<SealedKey> held = new HashSet<>();
        record.attempt().flatMap(Attempt::key).ifPresent(held::add);
        record.generations().forEach(generation -> generation.key().ifPresent(held::add));
        record.doomedKeys().forEach(doomed -> held.add(doomed.key()));
        return held;
    }
}
