package dev.acm.diagnosis;

import dev.acm.dcv.ResourceRecord;
import dev.acm.internal.Checks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Why something waits or was refused: a stable code, what was seen, who must act, the remedy, and when it is tried again.
 *
 * <p>Immutable; no part of it is secret.
 */
public final class Diagnosis {
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{1,63}");

    private final String code;
    private final String summary;
    private final Optional<String> subject;
    private final Actor actor;
    private final String remedy;
    private final List<Evidence> evidence;
    private final Optional<ResourceRecord> record;
    private final Optional<Instant> nextTry;

    private Diagnosis(Builder builder) {
        this.code = builder.code;
        this.summary = builder.summary;
        this.subject = builder.subject;
        this.actor = builder.actor;
        this.remedy = builder.remedy;
        this.evidence = List.copyOf(builder.evidence);
        this.record = builder.record;
        this.nextTry = builder.nextTry;
    }

    /**
     * Starts a diagnosis. By default nobody must act, and the remedy is to wait.
     *
     * @param code a stable code that programs may compare, {@code [A-Z][A-Z0-9_]{1,63}}
     * @param summary one sentence for people
     * @return a builder
     */
    public static Builder builder(String code, String summary) {
        return new Builder(Checks.matches("code", code, CODE), Checks.length("summary", summary, 1, 2000));
    }

    /**
     * The stable code.
     *
     * @return for example {@code DNS_NO_RECORD}
     */
    public String code() {
        return code;
    }

    /**
     * What is the matter, in one sentence.
     *
     * @return text for people
     */
    public String summary() {
        return summary;
    }

    /**
     * What it is about, mostly a domain name.
     *
     * @return the subject; empty when it is the certificate as a whole
     */
    public Optional<String> subject() {
        return subject;
    }

    /**
     * Who must act.
     *
     * @return the actor
     */
    public Actor actor() {
        return actor;
    }

    /**
     * What to do.
     *
     * @return an instruction for the actor
     */
    public String remedy() {
        return remedy;
    }

    /**
     * What was seen.
     *
     * @return possibly empty, unmodifiable
     */
    public List<Evidence> evidence() {
        return evidence;
    }

    /**
     * The exact record to publish, where that is the remedy.
     *
     * @return the record, or empty
     */
    public Optional<ResourceRecord> record() {
        return record;
    }

    /**
     * When it is tried again without anybody's doing.
     *
     * @return the time; empty when it is not tried again
     */
    public Optional<Instant> nextTry() {
        return nextTry;
    }

    /**
     * A builder with this diagnosis' values.
     *
     * @return a new builder
     */
    public Builder toBuilder() {
        Builder builder = new Builder(code, summary).actor(actor).remedy(remedy);
        builder.evidence.addAll(evidence);
        builder.subject = subject;
        builder.record = record;
        builder.nextTry = nextTry;
        return builder;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Diagnosis that
                && code.equals(that.code)
                && summary.equals(that.summary)
                && subject.equals(that.subject)
                && actor == that.actor
                && remedy.equals(that.remedy)
                && evidence.equals(that.evidence)
                && record.equals(that.record)
                && nextTry.equals(that.nextTry);
    }

    @Override
    public int hashCode() {
        return Objects.hash(code, summary, subject, actor, remedy, evidence, record, nextTry);
    }

    @Override
    public String toString() {
        return code + subject.map(s -> " (" + s + ")").orElse("") + ": " + summary + " " + actor + ": " + remedy;
    }

    /** Collects the optional parts. Not thread-safe. */
    public static final class Builder {
        private final String code;
        private final String summary;
        private final List<Evidence> evidence = new ArrayList<>();
        private Optional<String> subject = Optional.empty();
        private Actor actor = Actor.NOBODY;
        private String remedy = "Wait for the next try.";
        private Optional<ResourceRecord> record = Optional.empty();
        private Optional<Instant> nextTry = Optional.empty();

        private Builder(String code, String summary) {
            this.code = code;
            this.summary = summary;
        }

        /**
         * Sets what it is about.
         *
         * @param subject mostly a domain name
         * @return this builder
         */
        public Builder subject(String subject) {
            this.subject = Optional.of(subject);
            return this;
        }

        /**
         * Sets who must act.
         *
         * @param actor the actor
         * @return this builder
         */
        public Builder actor(Actor actor) {
            this.actor = Objects.requireNonNull(actor, "actor");
            return this;
        }

        /**
         * Sets what to do.
         *
         * @param remedy an instruction for the actor
         * @return this builder
         */
        public Builder remedy(String remedy) {
            this.remedy = Checks.length("remedy", remedy, 1, 4000);
            return this;
        }

        /**
         * Adds one thing that was looked at.
         *
         * @param item what was seen
         * @return this builder
         */
        public Builder evidence(Evidence item) {
            this.evidence.add(Objects.requireNonNull(item, "item"));
            return this;
        }

        /**
         * Sets the record to publish.
         *
         * @param record the record
         * @return this builder
         */
        public Builder record(ResourceRecord record) {
            this.record = Optional.of(record);
            return this;
        }

        /**
         * Sets when it is tried again.
         *
         * @param nextTry the time
         * @return this builder
         */
        public Builder nextTry(Instant nextTry) {
            this.nextTry = Optional.of(nextTry);
            return this;
        }

        /**
         * Builds the diagnosis.
         *
         * @return the diagnosis
         */
        public Diagnosis build() {
            return new Diagnosis(this);
        }
    }
}
