package dev.acm.renewal;

import dev.acm.internal.Checks;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** The clocks of the lifecycle. Immutable; each option has a default, and {@link #acm()} is all defaults. */
public final class LifecyclePolicy {
    private final Duration validationWindow;
    private final ValiditySchedule validity;
    private final Duration evidenceAge;
    private final EvidenceReuse evidenceReuse;
    private final Duration renewBefore;
    private final int renewFraction;
    private final int spreadFraction;
    private final boolean renewAlways;
    private final List<Integer> noticeDays;
    private final Duration deploymentPatience;

    private LifecyclePolicy(Builder builder) {
        this.validationWindow = builder.validationWindow;
        this.validity = builder.validity;
        this.evidenceAge = builder.evidenceAge;
        this.evidenceReuse = builder.evidenceReuse;
        this.renewBefore = builder.renewBefore;
        this.renewFraction = builder.renewFraction;
        this.spreadFraction = builder.spreadFraction;
        this.renewAlways = builder.renewAlways;
        this.noticeDays = builder.noticeDays;
        this.deploymentPatience = builder.deploymentPatience;
    }

    /**
     * ACM's clocks:
     *
     * <ul>
     *   <li>control is to be proven within 72 hours;
     *   <li>certificates are valid for 13 months;
     *   <li>proof and CAA are at most 1 hour old when a signature is asked for;
     *   <li>renewal opens min(60 days, a third of the lifetime) before expiry, spread over a twentieth of the lifetime;
     *   <li>only certificates in use or exported are renewed;
     *   <li>notices at 45, 30, 15, 7, 3 and 1 days before expiry;
     *   <li>a generation that a target accepted and that is not seen there within 15 minutes is rolled back.
     * </ul>
     *
     * @return the policy
     */
    public static LifecyclePolicy acm() {
        return builder().build();
    }

    /**
     * Starts from ACM's clocks.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * How long control may take to be proven.
     *
     * @return 72 hours unless set
     */
    public Duration validationWindow() {
        return validationWindow;
    }

    /**
     * How long certificates are to be valid.
     *
     * @return 13 months unless set
     */
    public ValiditySchedule validity() {
        return validity;
    }

    /**
     * How old proof of control and CAA may be when a signature is asked for.
     *
     * @return 1 hour unless set
     */
    public Duration evidenceAge() {
        return evidenceAge;
    }

    /**
     * How long proof of control by DNS serves later generations too.
     *
     * @return {@link EvidenceReuse#none()} unless set
     */
    public EvidenceReuse evidenceReuse() {
        return evidenceReuse;
    }

    /**
     * Whether certificates are renewed that are neither in use nor exported.
     *
     * @return false unless set
     */
    public boolean renewAlways() {
        return renewAlways;
    }

    /**
     * On how many days before expiry a renewal that cannot proceed is reported.
     *
     * @return descending, unmodifiable
     */
    public List<Integer> noticeDays() {
        return noticeDays;
    }

    /**
     * How long a generation that a target accepted is looked for there before it is rolled back.
     *
     * @return 15 minutes unless set
     */
    public Duration deploymentPatience() {
        return deploymentPatience;
    }

    /**
     * When renewal opens, the same for all certificates with these dates.
     *
     * @param notBefore the first valid second
     * @param notAfter the last valid second
     * @return the time
     */
    public Instant renewalOpens(Instant notBefore, Instant notAfter) {
        Duration third = Duration.between(notBefore, notAfter).dividedBy(renewFraction);
        return notAfter.minus(third.compareTo(renewBefore) < 0 ? third : renewBefore);
    }

    /**
     * When one generation is renewed: the opening of its window, plus its share of the spread, which depends on certificate
     * and generation only, so that it is the same after every restart and on every manager.
     *
     * @param certificate a lasting name of the certificate
     * @param generation the generation to be renewed
     * @param notBefore its first valid second
     * @param notAfter its last valid second
     * @return the time
     */
    public Instant renewalDue(String certificate, long generation, Instant notBefore, Instant notAfter) {
        Instant opens = renewalOpens(notBefore, notAfter);
        if (spreadFraction == 0) {
            return opens;
        }
        Duration part = Duration.between(notBefore, notAfter).dividedBy(spreadFraction);
        // a window that was set shorter than the part is not left: half of it stays for what may go wrong
        Duration half = Duration.between(opens, notAfter).dividedBy(2);
        long spreadSeconds = (part.compareTo(half) < 0 ? part : half).toSeconds();
        return opens.plusSeconds((long) (share(certificate, generation) * spreadSeconds));
    }

    /** The generation's place in whatever is spread, from 0 (included) to 1. */
    static double share(String certificate, long generation) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((certificate + "#" + generation).getBytes(StandardCharsets.UTF_8));
            return (ByteBuffer.wrap(hash).getLong() >>> 11) * 0x1.0p-53;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Collects the options. Not thread-safe. */
    public static final class Builder {
        private Duration validationWindow = Duration.ofDays(3);
        private ValiditySchedule validity = ValiditySchedule.thirteenMonths();
        private Duration evidenceAge = Duration.ofHours(1);
        private EvidenceReuse evidenceReuse = EvidenceReuse.none();
        private Duration renewBefore = Duration.ofDays(60);
        private int renewFraction = 3;
        private int spreadFraction = 20;
        private boolean renewAlways;
        private List<Integer> noticeDays = List.of(45, 30, 15, 7, 3, 1);
        private Duration deploymentPatience = Duration.ofMinutes(15);

        private Builder() {}

        /**
         * Sets how long control may take to be proven.
         *
         * @param validationWindow positive; 72 hours by default
         * @return this builder
         */
        public Builder validationWindow(Duration validationWindow) {
            this.validationWindow = positive("validationWindow", validationWindow);
            return this;
        }

        /**
         * Sets how long certificates are to be valid.
         *
         * @param validity 13 months by default
         * @return this builder
         */
        public Builder validity(ValiditySchedule validity) {
            this.validity = Objects.requireNonNull(validity, "validity");
            return this;
        }

        /**
         * Sets how old proof and CAA may be when a signature is asked for.
         *
         * @param evidenceAge positive, at most 8 hours (BR 3.2.2.8); 1 hour by default
         * @return this builder
         */
        public Builder evidenceAge(Duration evidenceAge) {
            Checks.require(
                    positive("evidenceAge", evidenceAge).compareTo(Duration.ofHours(8)) <= 0,
                    "evidenceAge must be at most 8 hours, got " + evidenceAge);
            this.evidenceAge = evidenceAge;
            return this;
        }

        /**
         * Sets how long proof of control by DNS serves later generations too.
         *
         * @param evidenceReuse not at all by default
         * @return this builder
         */
        public Builder evidenceReuse(EvidenceReuse evidenceReuse) {
            this.evidenceReuse = Objects.requireNonNull(evidenceReuse, "evidenceReuse");
            return this;
        }

        /**
         * Sets how long before expiry renewal opens at the earliest.
         *
         * @param renewBefore positive; 60 days by default; a third of the lifetime is never exceeded
         * @return this builder
         */
        public Builder renewBefore(Duration renewBefore) {
            this.renewBefore = positive("renewBefore", renewBefore);
            return this;
        }

        /**
         * Sets over which part of the lifetime renewals are spread.
         *
         * @param spreadFraction 20 (the default) for a twentieth; 0 for no spread; otherwise at least 6; never more than
         *     half of the time from the opening to expiry is used
         * @return this builder
         */
        public Builder spreadFraction(int spreadFraction) {
            Checks.require(
                    spreadFraction == 0 || spreadFraction >= 6,
                    "spreadFraction must be 0 or at least 6, got " + spreadFraction);
            this.spreadFraction = spreadFraction;
            return this;
        }

        /**
         * Sets whether certificates are renewed that are neither in use nor exported.
         *
         * @param renewAlways false by default
         * @return this builder
         */
        public Builder renewAlways(boolean renewAlways) {
            this.renewAlways = renewAlways;
            return this;
        }

        /**
         * Sets on how many days before expiry a renewal that cannot proceed is reported.
         *
         * @param noticeDays positive, descending; 45, 30, 15, 7, 3, 1 by default; none when empty
         * @return this builder
         */
        public Builder noticeDays(List<Integer> noticeDays) {
            for (int i = 0; i < noticeDays.size(); i++) {
                Checks.require(
                        noticeDays.get(i) > 0 && (i == 0 || noticeDays.get(i) < noticeDays.get(i - 1)),
                        "noticeDays must be positive and descending, got " + noticeDays);
            }
            this.noticeDays = List.copyOf(noticeDays);
            return this;
        }

        /**
         * Sets how long a generation that a target accepted is looked for there before it is rolled back.
         *
         * @param deploymentPatience positive; 15 minutes by default. It is looked for after 30 s, and then after twice as long
         *     each time, so the roll-back may come up to half as long again after it.
         * @return this builder
         */
        public Builder deploymentPatience(Duration deploymentPatience) {
            this.deploymentPatience = positive("deploymentPatience", deploymentPatience);
            return this;
        }

        /**
         * Builds the policy.
         *
         * @return the policy
         */
        public LifecyclePolicy build() {
            return new LifecyclePolicy(this);
        }

        private static Duration positive(String name, Duration value) {
            Checks.require(!value.isNegative() && !value.isZero(), name + " must be positive, got " + value);
            return value;
        }
    }
}
