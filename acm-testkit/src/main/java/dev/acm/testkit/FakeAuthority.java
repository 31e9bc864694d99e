package dev.acm.testkit;

import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.FailureReason;
import dev.acm.certificate.RevocationReason;
import dev.acm.memory.InMemoryRecordStore;
import dev.acm.name.DomainName;
import dev.acm.spi.AttemptId;
import dev.acm.spi.AuthorityDescription;
import dev.acm.spi.AuthorityException;
import dev.acm.spi.CertificateAuthority;
import dev.acm.spi.Document;
import dev.acm.spi.IssuancePlan;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RecordStore;
import dev.acm.spi.RenewalHint;
import dev.acm.spi.RetryClass;
import dev.acm.spi.ServingMaterial;
import dev.acm.spi.Submission;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An authority that signs real certificates below a root of its own, on P-256, and that answers and fails as a test says.
 * It checks the proof of possession, and issues at once unless told otherwise. Thread-safe.
 *
 * <p>Its state is in a {@link RecordStore}, its private key included and not sealed: {@link #over} the same store it is
 * the same authority again, as after a restart. What it was told to do wrong is not kept there.
 */
public final class FakeAuthority implements CertificateAuthority {
    private final AuthorityState state;
    private final Queue<Answer> answers = new ArrayDeque<>();
    private final Map<String, RenewalHint> hints = new HashMap<>();
    private final AtomicInteger signatures = new AtomicInteger();
    private final FaultPlan<AuthorityException> submits = new FaultPlan<>("submit", FakeAuthority::failure);
    private final FaultPlan<AuthorityException> polls = new FaultPlan<>("poll", FakeAuthority::failure);
    private final FaultPlan<AuthorityException> finds = new FaultPlan<>("find", FakeAuthority::failure);
    private final FaultPlan<AuthorityException> revocations = new FaultPlan<>("revoke", FakeAuthority::failure);
    private AuthorityDescription description;
    private Duration maximumValidity = Duration.ofDays(395);
    private Duration pendingFor = Duration.ofMinutes(1);
    private FailureReason rejectionReason = FailureReason.DOMAIN_NOT_ALLOWED;
    private RetryClass rejectionRetry = RetryClass.NEVER;

    private FakeAuthority(AuthorityState state) {
        this.state = state;
        this.description = AuthorityDescription.builder("fake-authority", Set.of("ca.example"))
                .trustAnchors(List.of(state.ca().root()))
                .maximumValidity(maximumValidity)
                .build();
    }

    /**
     * Makes an authority that is valid for twenty years.
     *
     * @param validFrom when its own certificates begin
     * @return the authority, with its state in memory
     */
    public static FakeAuthority create(Instant validFrom) {
        return create(validFrom, validFrom.plus(Duration.ofDays(20 * 365)));
    }

    /**
     * Makes an authority.
     *
     * @param validFrom when its own certificates begin
     * @param validTo when they end
     * @return the authority, with its state in memory
     */
    public static FakeAuthority create(Instant validFrom, Instant validTo) {
        return over(new InMemoryRecordStore(), validFrom, validTo);
    }

    /**
     * Makes an authority, or finds it again in its store.
     *
     * @param store where its state is
     * @param validFrom when its own certificates begin, should it be new
     * @param validTo when they end, should it be new
     * @return the authority
     * @throws IllegalStateException if the store does not answer
     */
    public static FakeAuthority over(RecordStore store, Instant validFrom, Instant validTo) {
        return new FakeAuthority(AuthorityState.load(store, validFrom, validTo));
    }

    static AuthorityException failure(String message, Effect effect) {
        return new AuthorityException(message, effect, RetryClass.TRANSIENT, null);
    }

    /**
     * Sets what it says of itself; it does not act by it.
     *
     * @param description what {@code describe} returns from now on
     * @return this authority
     */
    public synchronized FakeAuthority describedAs(AuthorityDescription description) {
        this.description = description;
        return this;
    }

    /**
     * Sets the longest validity it gives, and the default.
     *
     * @param maximumValidity 395 days unless set
     * @return this authority
     */
    public synchronized FakeAuthority maximumValidity(Duration maximumValidity) {
        this.maximumValidity = maximumValidity;
        return this;
    }

    /**
     * Sets what it makes of the next attempts, and of the next polls that come late enough.
     *
     * @param next in this order; after the last it issues
     * @return this authority
     */
    public synchronized FakeAuthority answerNext(Answer... next) {
        answers.addAll(List.of(next));
        return this;
    }

    /**
     * Sets how long pending attempts are not to be asked for.
     *
     * @param duration a minute unless set
     * @return this authority
     */
    public synchronized FakeAuthority pendingFor(Duration duration) {
        this.pendingFor = duration;
        return this;
    }

    /**
     * Sets how it rejects.
     *
     * @param reason DOMAIN_NOT_ALLOWED unless set
     * @param retryClass NEVER unless set
     * @return this authority
     */
    public synchronized FakeAuthority rejectWith(FailureReason reason, RetryClass retryClass) {
        this.rejectionReason = reason;
        this.rejectionRetry = retryClass;
        return this;
    }

    /**
     * Makes one submission go wrong.
     *
     * @param n which one from now on; 1 is the next
     * @param fault how
     * @return this authority
     */
    public FakeAuthority onSubmit(int n, Fault fault) {
        submits.in(n, fault);
        return this;
    }

    /**
     * Makes one poll go wrong.
     *
     * @param n which one from now on; 1 is the next
     * @param fault how
     * @return this authority
     */
    public FakeAuthority onPoll(int n, Fault fault) {
        polls.in(n, fault);
        return this;
    }

    /**
     * Makes one look-up go wrong.
     *
     * @param n which one from now on; 1 is the next
     * @param fault how
     * @return this authority
     */
    public FakeAuthority onFind(int n, Fault fault) {
        finds.in(n, fault);
        return this;
    }

    /**
     * Makes one revocation go wrong.
     *
     * @param n which one from now on; 1 is the next
     * @param fault how
     * @return this authority
     */
    public FakeAuthority onRevoke(int n, Fault fault) {
        revocations.in(n, fault);
        return this;
    }

    /**
     * Suggests when a certificate be renewed.
     *
     * @param chain the certificate
     * @param hint what {@code renewalHint} returns for it from now on
     * @return this authority
     */
    public synchronized FakeAuthority hint(CertificateChain chain, RenewalHint hint) {
        hints.put(chain.id(), hint);
        return this;
    }

    /**
     * How many certificates this object has signed for attempts.
     *
     * @return 0 and up
     */
    public int signatures() {
        return signatures.get();
    }

    /**
     * How many submissions were asked for, failed and repeated ones included.
     *
     * @return 0 and up
     */
    public int submissions() {
        return submits.calls();
    }

    /**
     * All chains it issued for attempts, from its store.
     *
     * @return by attempt
     */
    public Map<AttemptId, CertificateChain> issued() {
        return state.issued();
    }

    /**
     * All that was revoked, from its store.
     *
     * @return the reason, by {@link CertificateChain#id}
     */
    public Map<String, RevocationReason> revoked() {
        return state.revoked();
    }

    @Override
    public synchronized AuthorityDescription describe() {
        return description;
    }

    @Override
    public Submission submit(AttemptId attempt, IssuancePlan plan) throws AuthorityException {
        return submits.around(() -> take(attempt, plan));
    }

    private synchronized Submission take(AttemptId attempt, IssuancePlan plan) throws AuthorityException {
        Optional<Submission> known = state.find(attempt);
        if (known.isPresent()) {
            return known.get();
        }
        Order order = Order.of(attempt, plan, maximumValidity);
        return state.insert(attempt, decide(order, plan.requestedAt()));
    }

    @Override
    public Submission poll(AttemptId attempt, Document reference, Instant now) throws AuthorityException {
        return polls.around(() -> goOn(attempt, reference, now));
    }

    private synchronized Submission goOn(AttemptId attempt, Document reference, Instant now) throws AuthorityException {
        Submission known = state.find(attempt).orElseThrow(() -> failure("no such attempt: " + attempt, Effect.NONE));
        if (!(known instanceof Submission.Pending pending) || now.isBefore(pending.notBefore())) {
            return known;
        }
        return state.update(attempt, decide(Order.from(attempt, reference), now));
    }

    private Submission decide(Order order, Instant now) {
        Answer answer = Optional.ofNullable(answers.poll()).orElse(Answer.ISSUE);
        Optional<PublicKey> key = answer == Answer.WITHOUT_PROOF ? Optional.of(order.unprovenKey()) : order.provenKey();
        if (key.isEmpty()) {
            return AuthorityState.rejection(
                    FailureReason.PCA_INVALID_ARGS, RetryClass.NEVER, "The signing request has no valid proof.");
        }
        if (!now.isBefore(state.ca().notAfter())) {
            return AuthorityState.rejection(
                    FailureReason.PCA_INVALID_STATE, RetryClass.NEVER, "The authority has expired.");
        }
        return switch (answer) {
            case REJECT -> AuthorityState.rejection(rejectionReason, rejectionRetry, "The script says to reject.");
            case PENDING -> new Submission.Pending(order.toDocument(), now.plus(pendingFor), List.of());
            case ISSUE, WRONG_KEY, EXTRA_NAME, EXPIRED, WRONG_SIGNATURE, OUTLIVING, WITHOUT_PROOF -> {
                signatures.incrementAndGet();
                yield new Submission.Issued(order.sign(state.ca(), key.get(), answer));
            }
        };
    }

    @Override
    public Optional<Submission> find(AttemptId attempt) throws AuthorityException {
        return finds.around(() -> state.find(attempt));
    }

    @Override
    public void revoke(CertificateChain chain, RevocationReason reason, Instant at) throws AuthorityException {
        revocations.around(() -> state.revoke(chain, reason, at));
    }

    @Override
    public synchronized Optional<RenewalHint> renewalHint(CertificateChain chain, Instant now) {
        return Optional.ofNullable(hints.get(chain.id()));
    }

    /**
     * Makes a generation ready to be served, outside of all attempts: with a new key on P-256.
     *
     * @param arn the certificate
     * @param generation the generation, 1 and up
     * @param names the names
     * @param from when it begins to be valid; it is valid for 90 days
     * @return key and chain
     */
    public ServingMaterial material(CertificateArn arn, long generation, List<DomainName> names, Instant from) {
        KeyPair keys = KeyPairs.generate();
        AttemptId attempt = new AttemptId(String.format(Locale.ROOT, "%016x%016x", arn.hashCode(), generation));
        Order order = new Order(attempt, names, "", true, from, Duration.ofDays(90));
        return new ServingMaterial(
                arn, generation, names, order.sign(state.ca(), keys.getPublic(), Answer.ISSUE), keys.getPrivate());
    }
}
