package dev.acm.testkit.wrong;

import dev.acm.certificate.CertificateArn;
import dev.acm.spi.DeploymentException;
import dev.acm.spi.DeploymentTarget;
import dev.acm.spi.ServingMaterial;
import dev.acm.testkit.Fault;
import dev.acm.testkit.RecordingTarget;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Deployment targets that break the contract in one way each. */
@SuppressWarnings("ImmutableEnumChecker") // the sets are of Set.of, the functions keep nothing
public enum WrongTarget {
    /** Serves as soon as a generation is prepared (P1). */
    SERVES_WHEN_PREPARED(Set.of("p1_prepare_changesNothing", "p1_failedActivation_leavesThePreviousServing")) {
        @Override
        Relaying make() {
            return new Relaying() {
                @Override
                public void prepare(ServingMaterial material) throws DeploymentException {
                    right.prepare(material);
                    right.activate(material);
                }
            };
        }
    },
    /** Serves nothing when an activation fails (P1). */
    DROPS_THE_PREVIOUS(
            Set.of("p1_unfitMaterial_leavesThePreviousServing", "p1_failedActivation_leavesThePreviousServing")) {
        @Override
        Relaying make() {
            return new Relaying() {
                @Override
                public void prepare(ServingMaterial material) {}

                @Override
                public void activate(ServingMaterial material) throws DeploymentException {
                    try {
                        right.activate(material);
                    } catch (DeploymentException e) {
                        if (right.observe(material.arn()).orElse(0) < material.generation()) {
                            right.retire(material.arn());
                        }
                        throw e;
                    }
                }
            };
        }
    },
    /** Goes back to an older generation (P2). */
    GOES_BACK(Set.of("p2_olderGeneration_isRefused"), Set.of("p2_activationsAtOnce_theNewestServes")) {
        @Override
        Relaying make() {
            return new Relaying() {
                @Override
                public synchronized void prepare(ServingMaterial material) throws DeploymentException {
                    if (!isOlder(material)) {
                        right.prepare(material);
                    }
                }

                @Override
                public synchronized void activate(ServingMaterial material) throws DeploymentException {
                    if (isOlder(material)) {
                        right.retire(material.arn());
                    }
                    right.activate(material);
                }

                private boolean isOlder(ServingMaterial material) throws DeploymentException {
                    return right.observe(material.arn()).orElse(0) > material.generation();
                }
            };
        }
    },
    /** Refuses every roll-back as an older generation (P2). */
    NEVER_ROLLS_BACK(Set.of("p2_namedRollBack_servesTheOlder")) {
        @Override
        Relaying make() {
            return new Relaying() {
                @Override
                public void rollBack(ServingMaterial older, long replaced) throws DeploymentException {
                    right.activate(older);
                }
            };
        }
    },
    /** Rolls back whatever serves, and not only what was named (P2). */
    ROLLS_BACK_ANYTHING(Set.of("p2_rollBackOfAnother_isRefused")) {
        @Override
        Relaying make() {
            return new Relaying() {
                @Override
                public void rollBack(ServingMaterial older, long replaced) throws DeploymentException {
                    right.rollBack(older, right.observe(older.arn()).orElse(replaced));
                }
            };
        }
    },
    /** Takes away what serves before it looks at what is to be served again (P1). */
    ROLLS_BACK_TO_NOTHING(
            Set.of("p1_rollBackToUnfitMaterial_leavesThePresentServing", "p2_rollBackOfAnother_isRefused")) {
        @Override
        Relaying make() {
            return new Relaying() {
                @Override
                public void rollBack(ServingMaterial older, long replaced) throws DeploymentException {
                    try {
                        right.rollBack(older, replaced);
                    } catch (DeploymentException e) {
                        right.retire(older.arn());
                        throw e;
                    }
                }
            };
        }
    },
    /** Ends the sessions by ending the service (P4). */
    CUTS_BY_RETIRING(Set.of("p4_cut_servesOn")) {
        @Override
        Relaying make() {
            return new Relaying() {
                @Override
                public void cut(CertificateArn arn) throws DeploymentException {
                    right.retire(arn);
                }
            };
        }
    },
    /** Fails to cut, and has it tried again and again (P4). */
    CANNOT_CUT_YET(Set.of("p4_cut_servesOn")) {
        @Override
        Relaying make() {
            return new Relaying() {
                @Override
                public void cut(CertificateArn arn) throws DeploymentException {
                    right.onCut(1, Fault.NOT_DONE);
                    right.cut(arn);
                }
            };
        }
    },
    /** Refuses the generation that it serves (P2). */
    REFUSES_THE_SAME(Set.of("p2_sameGenerationAgain_isNoFailure")) {
        @Override
        Relaying make() {
            return new Relaying() {
                @Override
                public void activate(ServingMaterial material) throws DeploymentException {
                    if (right.observe(material.arn()).orElse(0) == material.generation()) {
                        right.onActivate(1, Fault.NOT_DONE);
                    }
                    right.activate(material);
                }
            };
        }
    },
    /** Of activations that meet, the oldest is the one that stays (P2). */
    KEEPS_THE_OLDEST_OF_A_CROWD(Set.of("p2_activationsAtOnce_theNewestServes")) {
        @Override
        Relaying make() {
            Thread maker = Thread.currentThread();
            return new Relaying() {
                private final Set<ServingMaterial> crowd = ConcurrentHashMap.newKeySet();
                private final CyclicBarrier met = new CyclicBarrier(CROWD);

                @Override
                public void activate(ServingMaterial material) throws DeploymentException {
                    if (Thread.currentThread() != maker) {
                        crowd.add(material);
                        awaitOthers();
                        if (crowd.stream().anyMatch(other -> other.generation() < material.generation())) {
                            return;
                        }
                    }
                    right.activate(material);
                }

                private void awaitOthers() {
                    try {
                        met.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                    } catch (BrokenBarrierException | TimeoutException e) {
                        throw new IllegalStateException("there is no crowd of " + CROWD, e);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
            };
        }
    },
    /** Tells what it was asked to serve and not what is served (P3). */
    TELLS_WHAT_WAS_ASKED(
            Set.of(
                    "p1_prepare_changesNothing",
                    "p1_unfitMaterial_leavesThePreviousServing",
                    "p1_failedActivation_leavesThePreviousServing",
                    "p2_olderGeneration_isRefused",
                    "p2_namedRollBack_servesTheOlder"),
            Set.of("p2_activationsAtOnce_theNewestServes")) {
        @Override
        Relaying make() {
            return new Relaying() {
                private final Map<CertificateArn, Long> asked = new HashMap<>();

                @Override
                public void prepare(ServingMaterial material) throws DeploymentException {
                    note(material);
                    super.prepare(material);
                }

                private synchronized void note(ServingMaterial material) {
                    asked.put(material.arn(), material.generation());
                }

                @Override
                public synchronized OptionalLong observe(CertificateArn arn) {
                    return asked.containsKey(arn) ? OptionalLong.of(asked.get(arn)) : OptionalLong.empty();
                }

                @Override
                public synchronized void retire(CertificateArn arn) throws DeploymentException {
                    asked.remove(arn);
                    super.retire(arn);
                }
            };
        }
    },
    /** Tells of every certificate what was served last (P3). */
    TELLS_THE_LAST(
            Set.of("p3_observe_tellsWhatIsServed", "p4_cut_servesOn"), Set.of("p2_activationsAtOnce_theNewestServes")) {
        @Override
        Relaying make() {
            return new Relaying() {
                private volatile long last;

                @Override
                public void activate(ServingMaterial material) throws DeploymentException {
                    right.activate(material);
                    last = material.generation();
                }

                @Override
                public void rollBack(ServingMaterial older, long replaced) throws DeploymentException {
                    right.rollBack(older, replaced);
                    last = older.generation();
                }

                @Override
                public OptionalLong observe(CertificateArn arn) throws DeploymentException {
                    return right.observe(arn).isPresent() ? OptionalLong.of(last) : OptionalLong.empty();
                }
            };
        }
    },
    /** Has a name that is none (P5). */
    HAS_NO_NAME(Set.of("p5_id_isAnId")) {
        @Override
        Relaying make() {
            return new Relaying() {
                @Override
                public String id() {
                    return "my server";
                }
            };
        }
    },
    /** Stops serving all when told to stop serving one (P3). */
    RETIRES_ALL(Set.of("p3_retired_isNotServed")) {
        @Override
        Relaying make() {
            return new Relaying() {
                private final Set<CertificateArn> served = new HashSet<>();

                @Override
                public void activate(ServingMaterial material) throws DeploymentException {
                    synchronized (served) {
                        served.add(material.arn());
                    }
                    right.activate(material);
                }

                @Override
                public void retire(CertificateArn arn) throws DeploymentException {
                    for (CertificateArn each : served) {
                        right.retire(each);
                    }
                }
            };
        }
    };

    /** As many as the contract lets meet. */
    private static final int CROWD = 8;

    /** Only so that a test with fewer ends. */
    private static final long PATIENCE_SECONDS = 60;

    private final Set<String> caughtBy;
    private final Set<String> alsoCaughtBy;

    WrongTarget(Set<String> caughtBy) {
        this(caughtBy, Set.of());
    }

    WrongTarget(Set<String> caughtBy, Set<String> alsoCaughtBy) {
        this.caughtBy = caughtBy;
        this.alsoCaughtBy = alsoCaughtBy;
    }

    abstract Relaying make();

    /**
     * Makes a target that serves nothing.
     *
     * @return a wrong target
     */
    public DeploymentTarget newTarget() {
        return make();
    }

    /**
     * Makes the next activation fail.
     *
     * @param target from {@link #newTarget}
     */
    public void breakNextActivation(DeploymentTarget target) {
        ((Relaying) target).right.onActivate(1, Fault.NOT_DONE);
    }

    /**
     * Which tests of {@link dev.acm.testkit.contract.DeploymentTargetContract} must fail for this target.
     *
     * @return the names of the methods
     */
    public Set<String> caughtBy() {
        return caughtBy;
    }

    /**
     * Which others may fail when the threads happen to meet so.
     *
     * @return the names of the methods; mostly none
     */
    public Set<String> alsoCaughtBy() {
        return alsoCaughtBy;
    }

    /** Hands on to a right target. */
    static class Relaying implements DeploymentTarget {
        final RecordingTarget right = new RecordingTarget("wrong");

        @Override
        public String id() {
            return right.id();
        }

        @Override
        public void prepare(ServingMaterial material) throws DeploymentException {
            right.prepare(material);
        }

        @Override
        public void activate(ServingMaterial material) throws DeploymentException {
            right.activate(material);
        }

        @Override
        public OptionalLong observe(CertificateArn arn) throws DeploymentException {
            return right.observe(arn);
        }

        @Override
        public void rollBack(ServingMaterial older, long replaced) throws DeploymentException {
            right.rollBack(older, replaced);
        }

        @Override
        public void cut(CertificateArn arn) throws DeploymentException {
            right.cut(arn);
        }

        @Override
        public void retire(CertificateArn arn) throws DeploymentException {
            right.retire(arn);
        }
    }
}
