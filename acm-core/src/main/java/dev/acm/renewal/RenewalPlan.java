package dev.acm.renewal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * When a generation is renewed, and why then. A function of the policy and the subject alone, so that every manager, before
 * and after every restart, comes to the same plan.
 *
 * <p>Of the candidates the first that applies counts: {@link RenewalReason#BY_HAND}, {@link RenewalReason#AUTHORITY_HINT},
 * {@link RenewalReason#SCHEDULE}. A hint counts for the generation it was told for, and not later than a tenth of the
 * lifetime before expiry. Delays then move the chosen time; a renewal by hand waits for retries only.
 *
 * @param at when it begins
 * @param reason why then
 * @param candidates all that were looked at, in order of precedence
 * @param delays what moved the chosen time, if anything did
 */
public record RenewalPlan(Instant at, RenewalReason reason, List<Candidate> candidates, List<Delay> delays) {
    /** So many signatures within {@link #breakerWindow} are enough. */
    private static final int BREAKER = 2;

    private static final Duration SHORTEST_BREAKER = Duration.ofHours(1);

    /** Copies the lists. */
    public RenewalPlan {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(reason, "reason");
        candidates = List.copyOf(candidates);
        delays = List.copyOf(delays);
    }

    /**
     * A time that was looked at.
     *
     * @param reason what named it
     * @param at the time
     * @param chosen whether it counts
     * @param why why it counts or does not, as a sentence
     */
    public record Candidate(RenewalReason reason, Instant at, boolean chosen, String why) {
        /** Checks for null. */
        public Candidate {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(why, "why");
        }
    }

    /**
     * Something that moves a renewal to later.
     *
     * @param cause what it is
     * @param until when it is over
     */
    public record Delay(DelayCause cause, Instant until) {
        /** Checks for null. */
        public Delay {
            Objects.requireNonNull(cause, "cause");
            Objects.requireNonNull(until, "until");
        }
    }

    /** What moves a renewal to later. */
    public enum DelayCause {
        /** It came with little life left: half of that passes before it is renewed by schedule. */
        SHORT_LIFE,
        /** The authority signed twice for it within a tenth of its lifetime, or an hour: something goes in circles. */
        BREAKER,
        /** The last attempt failed and is repeated then. */
        RETRY
    }

    /**
     * Plans the renewal of a generation.
     *
     * @param policy the clocks
     * @param subject the generation, and what is known of it
     * @return the plan
     */
    public static RenewalPlan of(LifecyclePolicy policy, RenewalSubject subject) {
        List<Candidate> candidates = new ArrayList<>();
        if (subject.byHand()) {
            candidates.add(new Candidate(
                    RenewalReason.BY_HAND, subject.notEarlier(), true, "Somebody asked for it, so it begins at once."));
        }
        subject.window().map(window -> hinted(subject, window)).ifPresent(candidates::add);
        boolean hinted = candidates.stream().anyMatch(Candidate::chosen);
        Instant scheduled =
                policy.renewalDue(subject.certificate(), subject.generation(), subject.notBefore(), subject.notAfter());
        candidates.add(new Candidate(
                RenewalReason.SCHEDULE,
                scheduled,
                !hinted,
                hinted
                        ? "What comes before it in the order of precedence counts."
                        : "The policy's time, with this certificate's share of the spread."));
        Candidate chosen =
                candidates.stream().filter(Candidate::chosen).findFirst().orElseThrow();
        List<Delay> delays = delays(subject, chosen);
        Instant at = delays.stream().map(Delay::until).max(Instant::compareTo).orElse(chosen.at());
        return new RenewalPlan(at.isAfter(chosen.at()) ? at : chosen.at(), chosen.reason(), candidates, delays);
    }

    private static Candidate hinted(RenewalSubject subject, RenewalWindow window) {
        Instant last = subject.notAfter().minus(subject.lifetime().dividedBy(10));
        Duration length = Duration.between(window.start(), window.end());
        double share = LifecyclePolicy.share(subject.certificate(), subject.generation());
        Instant within = window.start().plusSeconds((long) (length.toSeconds() * share));
        Instant at = within.isAfter(last) ? last : within;
        if (window.generation() != subject.generation()) {
            return new Candidate(
                    RenewalReason.AUTHORITY_HINT,
                    at,
                    false,
                    "The authority told it for generation " + window.generation() + ", which is not in force.");
        }
        if (subject.byHand()) {
            return new Candidate(RenewalReason.AUTHORITY_HINT, at, false, "It was asked for by hand before.");
        }
        return new Candidate(
                RenewalReason.AUTHORITY_HINT,
                at,
                true,
                "The authority's window is " + window.start() + " to " + window.end() + ", of which this is the share"
                        + window.explanation()
                                .map(link -> "; it says why at " + link + ".")
                                .orElse("."));
    }

    private static List<Delay> delays(RenewalSubject subject, Candidate chosen) {
        List<Delay> delays = new ArrayList<>();
        if (chosen.reason() == RenewalReason.SCHEDULE) {
            Duration left = Duration.between(subject.issuedAt(), subject.notAfter());
            Duration half = left.dividedBy(2);
            delays.add(new Delay(
                    DelayCause.SHORT_LIFE,
                    subject.issuedAt().plus(half.compareTo(Duration.ofMinutes(1)) > 0 ? half : Duration.ofMinutes(1))));
        }
        if (chosen.reason() != RenewalReason.BY_HAND) {
            breaker(subject).ifPresent(delays::add);
        }
        delays.add(new Delay(DelayCause.RETRY, subject.notEarlier()));
        return delays.stream()
                .filter(delay -> delay.until().isAfter(chosen.at()))
                .toList();
    }

    private static Optional<Delay> breaker(RenewalSubject subject) {
        List<Instant> signed = subject.signed();
        if (signed.size() < BREAKER) {
            return Optional.empty();
        }
        Instant until = signed.get(signed.size() - BREAKER).plus(breakerWindow(subject.lifetime()));
        return Optional.of(new Delay(DelayCause.BREAKER, until));
    }

    /**
     * Within how long the authority signs at most twice for one certificate, unless somebody asks for more.
     *
     * @param lifetime how long the certificate is valid
     * @return a tenth of the lifetime, and at least an hour
     */
    public static Duration breakerWindow(Duration lifetime) {
        Duration tenth = lifetime.dividedBy(10);
        return tenth.compareTo(SHORTEST_BREAKER) > 0 ? tenth : SHORTEST_BREAKER;
    }

    /**
     * The plan as lines of text.
     *
     * @return text for people, each line ended by LF
     */
    public String toText() {
        StringBuilder text = new StringBuilder("renewal " + at + ": " + reason + "\n");
        for (Candidate candidate : candidates) {
            text.append(candidate.chosen() ? "  * " : "    ")
                    .append(candidate.reason())
                    .append(candidate.at().equals(Instant.EPOCH) ? "" : " " + candidate.at())
                    .append(": ")
                    .append(candidate.why())
                    .append('\n');
        }
        delays.forEach(delay -> text.append("    not before ")
                .append(delay.until())
                .append(": ")
                .append(delay.cause())
                .append('\n'));
        return text.toString();
    }
}
