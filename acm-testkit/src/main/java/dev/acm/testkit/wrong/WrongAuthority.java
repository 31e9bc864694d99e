package dev.acm.testkit.wrong;

import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.RevocationReason;
import dev.acm.spi.AttemptId;
import dev.acm.spi.AuthorityDescription;
import dev.acm.spi.AuthorityException;
import dev.acm.spi.CertificateAuthority;
import dev.acm.spi.Document;
import dev.acm.spi.IssuancePlan;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RetryClass;
import dev.acm.spi.Submission;
import dev.acm.testkit.Answer;
import dev.acm.testkit.FakeAuthority;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Authorities that break the contract in one way each. */
@SuppressWarnings("ImmutableEnumChecker") // the sets are of Set.of, the functions keep nothing
public enum WrongAuthority {
    /** Forgets everything when restarted (A1). */
    FORGETS_WHEN_RESTARTED(Set.of("a1_description_lasts", "a1_restart_goesOnFromWhatWasReturned")) {
        @Override
        public CertificateAuthority newAuthority(Instant now) {
            return right(now);
        }

        @Override
        public CertificateAuthority restart(CertificateAuthority authority, Instant now) {
            return right(now);
        }
    },
    /** Signs anew at every submission (A2). */
    SIGNS_AGAIN(Set.of(
            "a1_restart_goesOnFromWhatWasReturned",
            "a2_submitTwice_givesTheSameCertificate",
            "a2_submitAtOnce_givesTheSameCertificate")) {
        @Override
        public CertificateAuthority newAuthority(Instant now) {
            return new SigningAgain(right(now));
        }
    },
    /** Does not find what it issued (A2). */
    FINDS_NOTHING(Set.of("a1_restart_goesOnFromWhatWasReturned", "a2_find_givesTheSameCertificate")) {
        @Override
        public CertificateAuthority newAuthority(Instant now) {
            return new Relaying(right(now)) {
                @Override
                public Optional<Submission> find(AttemptId attempt) {
                    return Optional.empty();
                }
            };
        }
    },
    /** Finds something for attempts that it never saw (A2). */
    FINDS_EVERYTHING(Set.of("a2_findOfUnknownAttempt_isEmpty")) {
        @Override
        public CertificateAuthority newAuthority(Instant now) {
            List<Submission> given = new CopyOnWriteArrayList<>();
            return new Relaying(right(now)) {
                @Override
                public Submission submit(AttemptId attempt, IssuancePlan plan) throws AuthorityException {
                    Submission submission = super.submit(attempt, plan);
                    given.add(submission);
                    return submission;
                }

                @Override
                public Optional<Submission> find(AttemptId attempt) throws AuthorityException {
                    Optional<Submission> known = super.find(attempt);
                    return known.or(() -> given.stream().findFirst());
                }
            };
        }
    },
    /** Gives the certificate that it has to every attempt with the same signing request (A2). */
    KNOWS_PLANS_ONLY(Set.of("a2_otherAttempts_giveOtherCertificates")) {
        @Override
        public CertificateAuthority newAuthority(Instant now) {
            Map<String, AttemptId> first = new ConcurrentHashMap<>();
            return new Relaying(right(now)) {
                @Override
                public Submission submit(AttemptId attempt, IssuancePlan plan) throws AuthorityException {
                    String request = Base64.getEncoder().encodeToString(plan.signingRequest());
                    return super.submit(first.computeIfAbsent(request, unused -> attempt), plan);
                }
            };
        }
    },
    /** Certifies for longer than it was asked to (A4). */
    EXCEEDS_THE_VALIDITY(Set.of("a4_validity_isNotExceeded")) {
        @Override
        public CertificateAuthority newAuthority(Instant now) {
            return new Relaying(right(now)) {
                @Override
                public Submission submit(AttemptId attempt, IssuancePlan plan) throws AuthorityException {
                    return super.submit(
                            attempt,
                            plan.validity().map(asked -> longer(plan, asked)).orElse(plan));
                }
            };
        }
    },
    /** Certifies keys without proof of possession (A3). */
    ASKS_NO_PROOF(Set.of("a3_requestWithoutProof_isRejected")) {
        @Override
        public CertificateAuthority newAuthority(Instant now) {
            return answering(now, Answer.WITHOUT_PROOF);
        }
    },
    /** Certifies another key (A4). */
    CERTIFIES_ANOTHER_KEY(Set.of("a4_certificate_fitsThePlan")) {
        @Override
        public CertificateAuthority newAuthority(Instant now) {
            return answering(now, Answer.WRONG_KEY);
        }
    },
    /** Certifies a name too many (A4). */
    CERTIFIES_A_NAME_TOO_MANY(Set.of("a4_certificate_fitsThePlan", "a4_longName_isCertified")) {
        @Override
        public CertificateAuthority newAuthority(Instant now) {
            return answering(now, Answer.EXTRA_NAME);
        }
    },
    /** Issues what has expired (A4). */
    ISSUES_EXPIRED(Set.of("a4_certificate_fitsThePlan", "a5_leaf_doesNotOutliveItsIssuer")) {
        @Override
        public CertificateAuthority newAuthority(Instant now) {
            return answering(now, Answer.EXPIRED);
        }
    },
    /** Signs with another key than its certificate's (A4). */
    SIGNS_WITH_ANOTHER_KEY(Set.of("a4_chain_isSignedLinkByLink")) {
        @Override
        public CertificateAuthority newAuthority(Instant now) {
            return answering(now, Answer.WRONG_SIGNATURE);
        }
    },
    /** Gives leaves that outlive it (A5). */
    IS_OUTLIVED(Set.of("a5_leaf_doesNotOutliveItsIssuer")) {
        @Override
        public CertificateAuthority newAuthority(Instant now) {
            return answering(now, Answer.OUTLIVING).maximumValidity(Duration.ofDays(365L * 300));
        }
    },
    /** Fails when asked to revoke what is revoked (A6). */
    REVOKES_ONLY_ONCE(Set.of("a6_revokeTwice_isRevokingOnce", "a6_revokeAtOnce_isRevokingOnce")) {
        @Override
        public CertificateAuthority newAuthority(Instant now) {
            Set<String> revoked = Collections.synchronizedSet(new HashSet<>());
            return new Relaying(right(now)) {
                @Override
                public void revoke(CertificateChain chain, RevocationReason reason, Instant at)
                        throws AuthorityException {
                    if (!revoked.add(chain.id())) {
                        throw new AuthorityException("revoked already", Effect.NONE, RetryClass.NEVER, null);
                    }
                }
            };
        }
    };

    private static final int MANY = 100;

    private final Set<String> caughtBy;

    WrongAuthority(Set<String> caughtBy) {
        this.caughtBy = caughtBy;
    }

    /**
     * Makes an authority.
     *
     * @param now the time of the test
     * @return a wrong authority
     */
    public abstract CertificateAuthority newAuthority(Instant now);

    /**
     * Restarts an authority.
     *
     * @param authority from {@link #newAuthority}
     * @param now the time of the test
     * @return the same, unless the fault is about that
     */
    public CertificateAuthority restart(CertificateAuthority authority, Instant now) {
        return authority;
    }

    /**
     * Which tests of {@link dev.acm.testkit.contract.CertificateAuthorityContract} must fail for this authority.
     *
     * @return the names of the methods
     */
    public Set<String> caughtBy() {
        return caughtBy;
    }

    private static IssuancePlan longer(IssuancePlan plan, Duration asked) {
        return IssuancePlan.builder(
                        plan.arn(),
                        plan.generation(),
                        plan.names(),
                        plan.signingRequest(),
                        plan.keyAlgorithm(),
                        plan.requestedAt())
                .commonName(plan.commonName())
                .validity(asked.plusDays(3))
                .build();
    }

    private static FakeAuthority right(Instant now) {
        return FakeAuthority.create(now.minus(Duration.ofDays(1)));
    }

    private static FakeAuthority answering(Instant now, Answer answer) {
        return right(now).answerNext(Collections.nCopies(MANY, answer).toArray(Answer[]::new));
    }

    /** Hands on to a right authority. */
    private static class Relaying implements CertificateAuthority {
        final CertificateAuthority right;

        Relaying(CertificateAuthority right) {
            this.right = right;
        }

        @Override
        public AuthorityDescription describe() {
            return right.describe();
        }

        @Override
        public Submission submit(AttemptId attempt, IssuancePlan plan) throws AuthorityException {
            return right.submit(attempt, plan);
        }

        @Override
        public Submission poll(AttemptId attempt, Document reference, Instant now) throws AuthorityException {
            return right.poll(attempt, reference, now);
        }

        @Override
        public Optional<Submission> find(AttemptId attempt) throws AuthorityException {
            return right.find(attempt);
        }

        @Override
        public void revoke(CertificateChain chain, RevocationReason reason, Instant at) throws AuthorityException {
            right.revoke(chain, reason, at);
        }
    }

    /** Makes an attempt of its own of each submission. */
    private static final class SigningAgain extends Relaying {
        private final Map<AttemptId, AttemptId> last = new HashMap<>();
        private int count;

        SigningAgain(CertificateAuthority right) {
            super(right);
        }

        @Override
        public synchronized Submission submit(AttemptId attempt, IssuancePlan plan) throws AuthorityException {
            BigInteger own = BigInteger.ONE.shiftLeft(100).add(BigInteger.valueOf(count++));
            last.put(attempt, new AttemptId(String.format(Locale.ROOT, "%032x", own)));
            return super.submit(last.get(attempt), plan);
        }

        @Override
        public synchronized Optional<Submission> find(AttemptId attempt) throws AuthorityException {
            return last.containsKey(attempt) ? super.find(last.get(attempt)) : Optional.empty();
        }
    }
}
