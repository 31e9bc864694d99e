package dev.acm.testkit;

import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.certificate.RevocationReason;
import dev.acm.spi.AttemptId;
import dev.acm.spi.AuthorityDescription;
import dev.acm.spi.AuthorityException;
import dev.acm.spi.AuthorityLimit;
import dev.acm.spi.CertificateAuthority;
import dev.acm.spi.Document;
import dev.acm.spi.IssuancePlan;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RenewalHint;
import dev.acm.spi.RetryClass;
import dev.acm.spi.Submission;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * An authority for simulations: it signs real certificates with an RSA key of 512 bits, in microseconds, takes the key of a
 * signing request without its proof of possession, and remembers everything by attempt. It stands outside of the managers:
 * it lives on when they die, and goes by a clock of its own. What it makes protects nothing. Thread-safe.
 */
public final class QuickAuthority implements CertificateAuthority {
    private static final int KEY_BITS = 512;
    private static final int SERIAL_OCTETS = 16;
    private static final Duration HOUR = Duration.ofHours(1);

    private final InstantSource time;
    private final IssuingCa ca;
    private final Map<AttemptId, Signed> signed = new LinkedHashMap<>();
    private final Map<BigInteger, AttemptId> bySerial = new HashMap<>();
    private final Map<AttemptId, Integer> requests = new HashMap<>();
    private final Map<String, RevocationReason> revoked = new LinkedHashMap<>();
    private final Deque<Instant> lastHour = new ArrayDeque<>();
    private final List<String> faults = new ArrayList<>();
    private Optional<AuthorityLimit> limit = Optional.empty();
    private boolean givesHints;
    private Function<IssuancePlan, Optional<Submission.Rejected>> rule = plan -> Optional.empty();
    private Function<Signed, Optional<RenewalHint>> hints = one -> Optional.empty();
    private Consumer<Signed> onSignature = none -> {};
    private int mostInAnHour;
    private long signatures;
    private Instant nextSweep = Instant.MIN;

    private QuickAuthority(InstantSource time, IssuingCa ca) {
        this.time = time;
        this.ca = ca;
    }

    /**
     * Makes an authority.
     *
     * @param time its clock, by which calls are counted
     * @param validFrom when its own certificates begin
     * @param validTo when they end
     * @return the authority
     */
    public static QuickAuthority create(InstantSource time, Instant validFrom, Instant validTo) {
        return new QuickAuthority(
                Objects.requireNonNull(time, "time"), IssuingCa.of(Keys.ROOT, Keys.ISSUER, validFrom, validTo));
    }

    /**
     * Sets how much it may be asked for; it says so and counts, and answers all the same.
     *
     * @param newLimit none unless set
     * @return this authority
     */
    public synchronized QuickAuthority limitedTo(AuthorityLimit newLimit) {
        this.limit = Optional.of(newLimit);
        return this;
    }

    /**
     * Sets what it refuses.
     *
     * @param newRule empty for what is to be signed; nothing is refused unless set
     * @return this authority
     */
    public synchronized QuickAuthority refusing(Function<IssuancePlan, Optional<Submission.Rejected>> newRule) {
        this.rule = Objects.requireNonNull(newRule, "newRule");
        return this;
    }

    /**
     * Sets when it would like certificates to be renewed. Managers ask for it only if this was set before they were built.
     *
     * @param newHints empty for no wish; none are given unless set
     * @return this authority
     */
    public synchronized QuickAuthority hinting(Function<Signed, Optional<RenewalHint>> newHints) {
        this.hints = Objects.requireNonNull(newHints, "newHints");
        this.givesHints = true;
        return this;
    }

    /**
     * Sets who is told of each new certificate.
     *
     * @param witness called before the certificate is returned
     * @return this authority
     */
    public synchronized QuickAuthority onSignature(Consumer<Signed> witness) {
        this.onSignature = Objects.requireNonNull(witness, "witness");
        return this;
    }

    /**
     * A refusal that a rule may give.
     *
     * @param reason ACM's name for it
     * @param retryClass whether trying again helps
     * @param why a sentence
     * @return the refusal
     */
    public static Submission.Rejected rejection(
            dev.acm.certificate.FailureReason reason, RetryClass retryClass, String why) {
        return (Submission.Rejected) AuthorityState.rejection(reason, retryClass, why);
    }

    @Override
    public synchronized AuthorityDescription describe() {
        AuthorityDescription.Builder builder = AuthorityDescription.builder("quick-authority", Set.of("ca.example"))
                .trustAnchors(List.of(ca.root()))
                .keyAlgorithms(Set.of(KeyAlgorithm.RSA_2048))
                .renewalHints(givesHints);
        limit.ifPresent(builder::limit);
        return builder.build();
    }

    @Override
    public synchronized Submission submit(AttemptId attempt, IssuancePlan plan) {
        count();
        int request = Arrays.hashCode(plan.signingRequest());
        Integer before = requests.putIfAbsent(attempt, request);
        if (before != null && before != request) {
            faults.add("attempt " + attempt + " was submitted with two signing requests (K1)");
        }
        Signed known = signed.get(attempt);
        if (known != null) {
            return new Submission.Issued(known.chain());
        }
        Optional<Submission.Rejected> refusal = rule.apply(plan);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Signed fresh = sign(attempt, plan);
        sweep();
        signed.put(attempt, fresh);
        bySerial.put(fresh.chain().leaf().getSerialNumber(), attempt);
        signatures++;
        onSignature.accept(fresh);
        return new Submission.Issued(fresh.chain());
    }

    private Signed sign(AttemptId attempt, IssuancePlan plan) {
        Duration validity = plan.validity().orElse(Duration.ofDays(395));
        Instant notBefore = plan.requestedAt().truncatedTo(ChronoUnit.SECONDS);
        Instant wanted = notBefore.plus(validity).minusSeconds(1);
        Instant notAfter = wanted.isAfter(ca.notAfter()) ? ca.notAfter() : wanted;
        byte[] digest = CertificateWriter.sha256(attempt.value().getBytes(StandardCharsets.US_ASCII));
        BigInteger serial = new BigInteger(1, Arrays.copyOf(digest, SERIAL_OCTETS)).setBit(0);
        return new Signed(
                attempt,
                plan.arn(),
                plan.generation(),
                CertificateChain.of(List.of(
                        ca.sign(
                                serial,
                                "",
                                plan.names(),
                                SigningRequests.unprovenKey(plan.signingRequest()),
                                notBefore,
                                notAfter),
                        ca.issuer())));
    }

    // what has expired is nobody's concern, and ten years of it would fill the memory
    private void sweep() {
        Instant now = time.instant();
        if (now.isBefore(nextSweep)) {
            return;
        }
        nextSweep = now.plus(Duration.ofDays(10));
        Instant longAgo = now.minus(Duration.ofDays(30));
        signed.values().removeIf(old -> {
            boolean gone = old.notAfter().isBefore(longAgo);
            if (gone) {
                requests.remove(old.attempt());
                bySerial.remove(old.chain().leaf().getSerialNumber());
                revoked.remove(old.chain().id());
            }
            return gone;
        });
    }

    private void count() {
        Instant now = time.instant();
        while (!lastHour.isEmpty() && !lastHour.peekFirst().isAfter(now.minus(HOUR))) {
            lastHour.removeFirst();
        }
        lastHour.addLast(now);
        mostInAnHour = Math.max(mostInAnHour, lastHour.size());
    }

    @Override
    public Submission poll(AttemptId attempt, Document reference, Instant now) throws AuthorityException {
        return find(attempt)
                .orElseThrow(() ->
                        new AuthorityException("no such attempt: " + attempt, Effect.NONE, RetryClass.NEVER, null));
    }

    @Override
    public synchronized Optional<Submission> find(AttemptId attempt) {
        return Optional.ofNullable(signed.get(attempt)).map(known -> new Submission.Issued(known.chain()));
    }

    @Override
    public synchronized void revoke(CertificateChain chain, RevocationReason reason, Instant at) {
        revoked.putIfAbsent(chain.id(), reason);
    }

    @Override
    public synchronized Optional<RenewalHint> renewalHint(CertificateChain chain, Instant now) {
        return Optional.ofNullable(bySerial.get(chain.leaf().getSerialNumber()))
                .map(signed::get)
                .flatMap(hints);
    }

    /**
     * What was signed and has not expired long ago.
     *
     * @return a copy, in order
     */
    public synchronized List<Signed> signed() {
        return List.copyOf(signed.values());
    }

    /**
     * Whether a certificate was revoked.
     *
     * @param chain the certificate
     * @return whether it was
     */
    public synchronized boolean isRevoked(CertificateChain chain) {
        return revoked.containsKey(chain.id());
    }

    /**
     * How many certificates it signed.
     *
     * @return 0 and up
     */
    public synchronized long signatures() {
        return signatures;
    }

    /**
     * The most submissions within one hour.
     *
     * @return 0 and up
     */
    public synchronized int mostSubmissionsInAnHour() {
        return mostInAnHour;
    }

    /**
     * What managers did to it that they may not.
     *
     * @return a copy; empty if nothing
     */
    public synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    /**
     * One certificate.
     *
     * @param attempt for which attempt
     * @param arn of which certificate
     * @param generation for which generation
     * @param chain the chain
     */
    public record Signed(AttemptId attempt, CertificateArn arn, long generation, CertificateChain chain) {
        /** Checks for null. */
        public Signed {
            Objects.requireNonNull(attempt, "attempt");
            Objects.requireNonNull(arn, "arn");
            Objects.requireNonNull(chain, "chain");
        }

        /**
         * The id by which hints speak of it.
         *
         * @return SHA-256 of the leaf, 64 hex digits
         */
        public String leafId() {
            return HexFormat.of()
                    .formatHex(CertificateWriter.sha256(chain.toDer().get(0)));
        }

        /**
         * When it ends.
         *
         * @return its last second
         */
        public Instant notAfter() {
            return chain.leaf().getNotAfter().toInstant();
        }
    }

    /** The same for all: they protect nothing, and making them takes a while. */
    private static final class Keys {
        static final KeyPair ROOT = pair();
        static final KeyPair ISSUER = pair();

        private Keys() {}

        private static KeyPair pair() {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(KEY_BITS);
                return generator.generateKeyPair();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every JDK has RSA", e);
            }
        }
    }
}
