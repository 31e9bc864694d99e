package dev.acm.testkit.wrong;

import dev.acm.certificate.KeyAlgorithm;
import dev.acm.spi.KeyCheck;
import dev.acm.spi.KeyCheck.Verdict;
import dev.acm.spi.KeyWeakness;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** Key checks that break the contract in one way each. */
@SuppressWarnings("ImmutableEnumChecker") // the sets are of Set.of
public enum WrongKeyCheck {
    /** Throws for what it cannot read. */
    THROWS(Set.of("w1_noise_isAWeakness")) {
        @Override
        Verdict change(Verdict verdict, boolean admitRsa1024) {
            if (verdict.algorithm().isEmpty() && hasRule(verdict, "not-der")) {
                throw new IllegalArgumentException("no key");
            }
            return verdict;
        }
    },
    /** Changes its mind when it is asked the same again. */
    CHANGES_ITS_MIND(Set.of("w1_sameKey_sameVerdict")) {
        @Override
        Verdict change(Verdict verdict, boolean admitRsa1024) {
            return verdict;
        }

        @Override
        public KeyCheck over(KeyCheck right) {
            AtomicReference<byte[]> last = new AtomicReference<>(new byte[0]);
            return (spki, admitRsa1024) -> {
                Verdict verdict = right.check(spki, admitRsa1024);
                boolean again = Arrays.equals(last.getAndSet(spki.clone()), spki);
                return again && !admitRsa1024
                        ? new Verdict(verdict.algorithm(), List.of(new KeyWeakness("key:seen", "it was seen", "wait")))
                        : verdict;
            };
        }
    },
    /** Calls every curve by the name of the first. */
    KNOWS_ONE_CURVE(Set.of("w2_goodKeys_passByName")) {
        @Override
        Verdict change(Verdict verdict, boolean admitRsa1024) {
            boolean curve = verdict.algorithm()
                    .filter(algorithm -> algorithm.family().equals("EC"))
                    .isPresent();
            return curve ? new Verdict(Optional.of(KeyAlgorithm.EC_prime256v1), verdict.weaknesses()) : verdict;
        }
    },
    /** Takes RSA of any size that is large enough. */
    TAKES_ANY_SIZE(Set.of("w2_otherKinds_areWeaknesses", "w3_rsa1024_onlyWhenAdmitted")) {
        @Override
        Verdict change(Verdict verdict, boolean admitRsa1024) {
            return hasRule(verdict, "size-without-name")
                    ? new Verdict(Optional.of(KeyAlgorithm.RSA_2048), List.of())
                    : verdict;
        }
    },
    /** Does not look at exponents. */
    PASSES_EXPONENTS(Set.of("w4_exponents_areWeaknesses", "w3_rsa1024_onlyWhenAdmitted")) {
        @Override
        Verdict change(Verdict verdict, boolean admitRsa1024) {
            return without(verdict, "exponent");
        }
    },
    /** Does not look for factors. */
    PASSES_FACTORS(Set.of("w4_factors_areWeaknesses")) {
        @Override
        Verdict change(Verdict verdict, boolean admitRsa1024) {
            return without(without(verdict, "factor"), "even");
        }
    },
    /** Does not look for powers and neighbouring primes. */
    PASSES_CLOSE_PRIMES(Set.of("w4_closePrimesAndPowers_areWeaknesses")) {
        @Override
        Verdict change(Verdict verdict, boolean admitRsa1024) {
            return without(without(verdict, "close"), "power");
        }
    },
    /** Takes 1024 bits without being told to. */
    ADMITS_RSA_1024(Set.of("w3_rsa1024_onlyWhenAdmitted")) {
        @Override
        Verdict change(Verdict verdict, boolean admitRsa1024) {
            boolean only = verdict.algorithm().equals(Optional.of(KeyAlgorithm.RSA_1024))
                    && verdict.weaknesses().size() == 1;
            return only ? new Verdict(verdict.algorithm(), List.of()) : verdict;
        }
    },
    /** Admits 1024 bits and looks no further then. */
    ADMITS_WEAK_RSA_1024(Set.of("w3_rsa1024_onlyWhenAdmitted")) {
        @Override
        Verdict change(Verdict verdict, boolean admitRsa1024) {
            boolean small = verdict.algorithm().equals(Optional.of(KeyAlgorithm.RSA_1024));
            return small && admitRsa1024 ? new Verdict(verdict.algorithm(), List.of()) : verdict;
        }
    },
    /** Does not know CVE-2017-15361. */
    PASSES_ROCA(Set.of("w4_fingerprint_isAWeakness")) {
        @Override
        Verdict change(Verdict verdict, boolean admitRsa1024) {
            return without(verdict, "roca");
        }
    },
    /** Does not look at points. */
    PASSES_POINTS(Set.of("w4_points_areWeaknesses")) {
        @Override
        Verdict change(Verdict verdict, boolean admitRsa1024) {
            return without(verdict, "point");
        }
    },
    /** Stops at the first weakness. */
    TELLS_ONE(Set.of("w5_allWeaknesses_areToldTogether")) {
        @Override
        Verdict change(Verdict verdict, boolean admitRsa1024) {
            int count = Math.min(1, verdict.weaknesses().size());
            return new Verdict(verdict.algorithm(), verdict.weaknesses().subList(0, count));
        }
    };

    private final Set<String> caughtBy;

    WrongKeyCheck(Set<String> caughtBy) {
        this.caughtBy = caughtBy;
    }

    abstract Verdict change(Verdict verdict, boolean admitRsa1024);

    private static boolean hasRule(Verdict verdict, String part) {
        return verdict.weaknesses().stream()
                .anyMatch(weakness -> weakness.rule().contains(part));
    }

    /** Without the weaknesses of a rule, where the verdict holds without them. */
    private static Verdict without(Verdict verdict, String part) {
        List<KeyWeakness> left = verdict.weaknesses().stream()
                .filter(weakness -> !weakness.rule().contains(part))
                .toList();
        return verdict.algorithm().isEmpty() && left.isEmpty() ? verdict : new Verdict(verdict.algorithm(), left);
    }

    /**
     * Makes a check wrong.
     *
     * @param right a right one, whose rules are {@code key:not-der…}, {@code key:roca…} and {@code key:point…} for those faults
     * @return one that changes its verdicts
     */
    public KeyCheck over(KeyCheck right) {
        return (spki, admitRsa1024) -> change(right.check(spki, admitRsa1024), admitRsa1024);
    }

    /**
     * Which tests of {@link dev.acm.testkit.contract.KeyCheckContract} must fail for this check.
     *
     * @return the names of the methods
     */
    public Set<String> caughtBy() {
        return caughtBy;
    }
}
