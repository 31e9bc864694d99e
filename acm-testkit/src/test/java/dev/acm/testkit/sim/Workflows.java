package dev.acm.testkit.sim;

import dev.acm.CertificateManager;
import dev.acm.ListQuery;
import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.CertificateStatus;
import dev.acm.certificate.RevocationReason;
import dev.acm.error.PortFailedException;
import dev.acm.error.ResourceNotFoundException;
import dev.acm.name.DomainName;
import dev.acm.request.CertificateRequest;
import dev.acm.request.ImportRequest;
import dev.acm.spi.RecordKey;
import dev.acm.spi.ServingMaterial;
import dev.acm.spi.StoreException;
import dev.acm.tag.Tag;
import dev.acm.testkit.TestCertificate;
import dev.acm.testkit.workflow.FakeCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The workflows of a certificate, each ending in what its caller wanted. */
enum Workflows implements Scenario {
    /** Asked for, validated, issued. */
    REQUEST_TO_ISSUE {
        @Override
        public void play(Stage stage) {
            issued(stage);
        }
    },
    /** Asked for, and the record is published half an hour later. */
    VALIDATE_LATE {
        @Override
        public void play(Stage stage) {
            stage.world().validator().unprove(SHOP);
            CertificateArn arn = request(stage);
            stage.pass(Duration.ofMinutes(30));
            stage.world().validator().prove(SHOP);
            stage.until("issued", SOON, manager -> isIssued(manager, arn));
        }
    },
    /** Put to use, then taken away again. */
    DEPLOY_AND_WITHDRAW {
        @Override
        public void play(Stage stage) {
            CertificateArn arn = deployed(stage);
            stage.run(manager -> manager.deployments().disassociate(arn, SimulatedWorld.TARGET));
            stage.until("withdrawn", SOON, manager -> serves(stage, arn) == 0);
        }
    },
    /** In use, and renewed when it is time. */
    RENEW {
        @Override
        public void play(Stage stage) {
            renewed(stage);
        }
    },
    /** Renewed by hand, long before it is time. */
    RENEW_BY_HAND {
        @Override
        public void play(Stage stage) {
            CertificateArn arn = deployed(stage);
            stage.run(manager -> manager.renew(arn));
            stage.until(
                    "renewed",
                    SOON,
                    manager -> manager.describe(arn).generation().orElse(0) == 2);
            stage.until("generation 2 is served", SOON, manager -> serves(stage, arn) == 2);
        }
    },
    /** Deleted while it is in no use. */
    DELETE {
        @Override
        public void play(Stage stage) {
            CertificateArn arn = issued(stage);
            stage.run(manager -> delete(manager, arn));
            stage.until("gone", SOON, Workflows::isEmpty);
            stage.pass(Duration.ofDays(400));
        }
    },
    /** Deleted while a target still has to give it up. */
    DELETE_LEAVING {
        @Override
        public void play(Stage stage) {
            CertificateArn arn = deployed(stage);
            stage.run(manager -> {
                leave(manager, arn);
                delete(manager, arn);
            });
            stage.until("withdrawn", SOON, manager -> isEmpty(manager) && serves(stage, arn) == 0);
            stage.until("the key is gone", SOON, manager -> keys(stage, arn) == 0);
        }
    },
    /** Deleted before it is issued. */
    DELETE_PENDING {
        @Override
        public void play(Stage stage) {
            CertificateArn arn = request(stage);
            stage.run(manager -> delete(manager, arn));
            stage.until("gone", SOON, Workflows::isEmpty);
            stage.pass(Duration.ofDays(2));
        }
    },
    /** Taken in from elsewhere, and put to use. */
    IMPORT {
        @Override
        public void play(Stage stage) {
            imported(stage);
        }
    },
    /** Its successor is taken in onto it, while it is in use. */
    REIMPORT {
        @Override
        public void play(Stage stage) {
            CertificateArn arn = imported(stage);
            stage.run(
                    manager -> manager.importCertificate(successor(2).onto(arn).build()));
            stage.until(
                    "the successor is served",
                    SOON,
                    manager -> stage.world()
                            .target()
                            .served(arn)
                            .orElseThrow()
                            .chain()
                            .leaf()
                            .equals(LEAVES.get(2).certificate()));
        }
    },
    /** Revoked while it is in use. */
    REVOKE {
        @Override
        public void play(Stage stage) {
            CertificateArn arn = deployed(stage);
            CertificateChain chain = stage.observer().get(arn);
            stage.run(manager -> manager.revoke(arn, RevocationReason.SUPERSEDED));
            stage.until("revoked", SOON, manager -> stage.world().authority().isRevoked(chain));
            stage.until("withdrawn", SOON, manager -> serves(stage, arn) == 0);
        }
    },
    /** Revoked while the audit log is down, and so many events wait for it that nothing else goes on. */
    REVOKE_WITHOUT_LOG {
        @Override
        public void play(Stage stage) {
            CertificateArn arn = issued(stage);
            CertificateChain chain = stage.observer().get(arn);
            stage.world().auditLogDown(true);
            fillOutbox(stage, arn);
            stage.run(manager -> manager.revoke(arn, RevocationReason.KEY_COMPROMISE));
            stage.until("revoked", SOON, manager -> stage.world().authority().isRevoked(chain));
            stage.world().auditLogDown(false);
            stage.until(
                    "complete",
                    SOON,
                    manager -> manager.describe(arn)
                            .revocation()
                            .orElseThrow()
                            .completedAt()
                            .isPresent());
        }
    },
    /** Wanted for other names while it is in use, one of them new. */
    CHANGE_NAMES {
        @Override
        public void play(Stage stage) {
            CertificateArn arn = deployed(stage);
            stage.world().validator().prove(OTHER);
            stage.run(manager -> manager.changeNames(arn, List.of(SHOP.value(), OTHER.value())));
            stage.until(
                    "the new names are served",
                    SOON,
                    manager -> stage.world()
                            .target()
                            .served(arn)
                            .map(ServingMaterial::names)
                            .filter(List.of(SHOP, OTHER)::equals)
                            .isPresent());
            stage.until(
                    "and told",
                    SOON,
                    manager -> manager.describe(arn).names().equals(List.of(SHOP, OTHER))
                            && manager.describe(arn).namesWanted().isEmpty());
        }
    },
    /** Its key is compromised while it is in use: replaced first, revoked then. */
    COMPROMISED {
        @Override
        public void play(Stage stage) {
            CertificateArn arn = deployed(stage);
            CertificateChain chain = stage.observer().get(arn);
            stage.run(manager -> manager.compromised(arn));
            stage.until("replaced", SOON, manager -> serves(stage, arn) >= 2);
            stage.until(
                    "revoked",
                    Duration.ofDays(1),
                    manager -> stage.world().authority().isRevoked(chain));
        }
    },
    /** Its successor is accepted by a target that lies and goes on with the old one, until that is mended. */
    ROLL_BACK {
        @Override
        public void play(Stage stage) {
            CertificateArn arn = deployed(stage);
            // a crash may have left the manager unaware of it
            stage.until(
                    "generation 1 is known to be served",
                    SOON,
                    manager -> manager.describe(arn).inUseBy().stream()
                            .allMatch(use -> use.servedGeneration().orElse(0) == 1));
            SimulatedTarget target = stage.world().target();
            target.ignoring(true);
            stage.run(manager -> manager.renew(arn));
            stage.until("rolled back", SOON, manager -> target.rollBacks(arn) > 0);
            assertServes(stage, arn, 1);
            target.ignoring(false);
            stage.until("generation 2 is served", Duration.ofDays(2), manager -> serves(stage, arn) == 2);
            stage.until("the old key is gone", SOON, manager -> keys(stage, arn) == 1);
        }
    },
    /** Renewed, taken away and deleted. */
    WHOLE_LIFE {
        @Override
        public void play(Stage stage) {
            CertificateArn arn = renewed(stage);
            stage.run(manager -> manager.deployments().disassociate(arn, SimulatedWorld.TARGET));
            stage.until("withdrawn", SOON, manager -> serves(stage, arn) == 0);
            stage.run(manager -> delete(manager, arn));
            stage.until("gone", SOON, Workflows::isEmpty);
            stage.pass(Duration.ofDays(2));
        }
    };

    static final DomainName SHOP = DomainName.parse("shop.example.test");
    private static final DomainName OTHER = DomainName.parse("other.example.test");
    static final Duration SOON = Duration.ofHours(6);
    private static final TestCertificate ISSUER = TestCertificate.authority("issuer", Optional.empty());
    private static final Map<Integer, TestCertificate> LEAVES = Map.of(1, leaf(1), 2, leaf(2));

    private static TestCertificate leaf(int number) {
        return TestCertificate.server(SHOP.value(), TestCertificate.keyPair("secp256r1", number), SHOP.value())
                .signedBy(ISSUER);
    }

    private static CertificateArn request(Stage stage) {
        return stage.call(manager -> manager.request(CertificateRequest.builder(SHOP.value())
                        .alternativeName("*." + SHOP.value())
                        .idempotencyToken("only_once")
                        .build())
                .arn());
    }

    private static ImportRequest.Builder successor(int number) {
        TestCertificate leaf = LEAVES.get(number);
        return ImportRequest.builder(
                        FakeCodec.pem(leaf.certificate()),
                        FakeCodec.pem(leaf.keys().getPrivate()))
                .chain(FakeCodec.pem(ISSUER.certificate()));
    }

    private static CertificateArn imported(Stage stage) {
        CertificateArn arn = stage.call(manager -> manager.importCertificate(
                        successor(1).idempotencyToken("only_once").build())
                .arn());
        stage.run(manager -> manager.deployments().associate(arn, SimulatedWorld.TARGET));
        stage.until("it is served", SOON, manager -> serves(stage, arn) == 1);
        return arn;
    }

    private static CertificateArn issued(Stage stage) {
        CertificateArn arn = request(stage);
        stage.until("issued", SOON, manager -> isIssued(manager, arn));
        return arn;
    }

    private static CertificateArn deployed(Stage stage) {
        CertificateArn arn = issued(stage);
        stage.run(manager -> manager.deployments().associate(arn, SimulatedWorld.TARGET));
        stage.until("generation 1 is served", SOON, manager -> serves(stage, arn) == 1);
        return arn;
    }

    private static boolean isIssued(CertificateManager manager, CertificateArn arn) {
        return manager.describe(arn).status() == CertificateStatus.ISSUED;
    }

    private static long serves(Stage stage, CertificateArn arn) {
        return stage.world()
                .target()
                .served(arn)
                .map(material -> material.generation())
                .orElse(0L);
    }

    private static void assertServes(Stage stage, CertificateArn arn, long generation) {
        if (serves(stage, arn) != generation) {
            throw new AssertionError(
                    "generation " + serves(stage, arn) + " is served, and generation " + generation + " should be");
        }
    }

    private static CertificateArn renewed(Stage stage) {
        CertificateArn arn = deployed(stage);
        Instant due = stage.observer().describe(arn).renewalDue().orElseThrow();
        Duration left = Duration.between(stage.world().time().instant(), due);
        stage.until("generation 2 is served", left.plus(SOON), manager -> serves(stage, arn) == 2);
        stage.until("the old key is gone", SOON, manager -> keys(stage, arn) == 1);
        return arn;
    }

    private static boolean isEmpty(CertificateManager manager) {
        return manager.list(ListQuery.all()).certificates().isEmpty();
    }

    private static void delete(CertificateManager manager, CertificateArn arn) {
        try {
            manager.delete(arn);
        } catch (ResourceNotFoundException e) {
            // deleted by a call whose end was not learned
        }
    }

    private static void fillOutbox(Stage stage, CertificateArn arn) {
        for (int i = 0; i < 200; i++) {
            try {
                stage.observer().tags().add(arn, List.of(Tag.of("change", Integer.toString(i))));
            } catch (PortFailedException e) {
                return;
            }
        }
        throw new AssertionError("the outbox grows without limit");
    }

    private static void leave(CertificateManager manager, CertificateArn arn) {
        try {
            manager.deployments().disassociate(arn, SimulatedWorld.TARGET);
        } catch (ResourceNotFoundException e) {
            // deleted by a call whose end was not learned
        }
    }

    private static long keys(Stage stage, CertificateArn arn) {
        try {
            return stage.world().store().find(new RecordKey("certificate", arn.toString())).stream()
                    .flatMap(record -> record.document().documents("generations").stream())
                    .filter(generation -> generation.has("key"))
                    .count();
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
    }
}
