package dev.acm.testkit.sim;

import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.RevocationReason;
import dev.acm.spi.AttemptId;
import dev.acm.spi.AuthorityDescription;
import dev.acm.spi.AuthorityException;
import dev.acm.spi.CertificateAuthority;
import dev.acm.spi.Document;
import dev.acm.spi.IssuancePlan;
import dev.acm.spi.RenewalHint;
import dev.acm.spi.Submission;
import dev.acm.testkit.QuickAuthority;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * An authority's adapter with its steps in the wrong order: it strikes an attempt off its list as it tells what became of it,
 * before its caller can have stored that. Who asks again is told that nothing is known, and gets a second certificate.
 */
final class ForgetfulAuthority implements CertificateAuthority {
    private static final Map<SimulatedWorld, ForgetfulAuthority> OF_WORLDS =
            Collections.synchronizedMap(new WeakHashMap<>());

    private final QuickAuthority right;
    private final Set<AttemptId> told = new HashSet<>();

    private ForgetfulAuthority(QuickAuthority right) {
        this.right = right;
    }

    /** The one of a world, which lives on when a process dies. */
    static CertificateAuthority of(SimulatedWorld world) {
        return OF_WORLDS.computeIfAbsent(world, fresh -> new ForgetfulAuthority(world.authority()));
    }

    @Override
    public AuthorityDescription describe() {
        return right.describe();
    }

    @Override
    public Submission submit(AttemptId attempt, IssuancePlan plan) {
        return right.submit(told.contains(attempt) ? another(attempt) : attempt, plan);
    }

    private static AttemptId another(AttemptId attempt) {
        return new AttemptId(new StringBuilder(attempt.value()).reverse().toString());
    }

    @Override
    public Submission poll(AttemptId attempt, Document reference, Instant now) throws AuthorityException {
        return right.poll(attempt, reference, now);
    }

    @Override
    public Optional<Submission> find(AttemptId attempt) {
        Optional<Submission> known = told.contains(attempt) ? Optional.empty() : right.find(attempt);
        known.ifPresent(unused -> told.add(attempt));
        return known;
    }

    @Override
    public void revoke(CertificateChain chain, RevocationReason reason, Instant at) {
        right.revoke(chain, reason, at);
    }

    @Override
    public Optional<RenewalHint> renewalHint(CertificateChain chain, Instant now) {
        return right.renewalHint(chain, now);
    }
}
