package dev.acm;

import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.diagnosis.Actor;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.event.AuditEntry;
import dev.acm.internal.Checks;
import dev.acm.key.KeyBinding;
import dev.acm.key.KeyUse;
import dev.acm.key.SealedKey;
import dev.acm.lifecycle.Action;
import dev.acm.lifecycle.Attempt;
import dev.acm.lifecycle.CertificateRecord;
import dev.acm.lifecycle.Der;
import dev.acm.lifecycle.Generation;
import dev.acm.lifecycle.Outcome;
import dev.acm.lifecycle.Serials;
import dev.acm.renewal.RenewalWindow;
import dev.acm.spi.AuditException;
import dev.acm.spi.AuthorityDescription;
import dev.acm.spi.AuthorityException;
import dev.acm.spi.IssuancePlan;
import dev.acm.spi.PortException;
import dev.acm.spi.StoreException;
import dev.acm.spi.Submission;
import dev.acm.spi.VaultException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries actions out through the ports. Each port's failure is caught here, once, and becomes an outcome. */
final class Performer {
    private static final Logger log = LoggerFactory.getLogger(Performer.class);
    private static final String MANAGER = "manager";

    /** So much of a port's message is kept. */
    private static final int MESSAGE = 500;

    private final Ports ports;
    private final Records records;
    private final Observer observer;
    private final Deployer deployer;
    private final Delivery delivery;
    private final ChainCheck chainCheck = new ChainCheck(new ConcurrentHashMap<>());

    Performer(Ports ports, Records records, Observer observer, Deployer deployer) {
        this.ports = ports;
        this.records = records;
        this.observer = observer;
        this.deployer = deployer;
        this.delivery = new Delivery(ports);
    }

    /** Whether the record must be stored before the action, because others will see its effect. */
    static boolean leavesTheProcess(Action action) {
        return !(action instanceof Action.Observe
                || action instanceof Action.CheckCaa
                || action instanceof Action.MakeKey
                || action instanceof Action.Poll
                || action instanceof Action.AskHint
                || action instanceof Action.LookUp);
    }

    CompletionStage<Outcome> perform(CertificateRecord record, Action action, Instant now) {
        if (action instanceof Action.Observe observe) {
            return observer.observe(record, observe.generation(), observe.names(), now);
        }
        if (action instanceof Action.CheckCaa) {
            return observer.checkCaa(record, now);
        }
        return CompletableFuture.supplyAsync(() -> blocking(record, action, now), ports.executor());
    }

    private Outcome blocking(CertificateRecord record, Action action, Instant now) {
        try {
            if (action instanceof Action.MakeKey make) {
                return makeKey(record, make.generation());
            } else if (action instanceof Action.Submit submit) {
                IssuancePlan plan = plan(record, submit.attempt(), now);
                return answered(
                        record,
                        submit.attempt(),
                        ports.authority().submit(submit.attempt().id(), plan),
                        now);
            } else if (action instanceof Action.Poll poll) {
                Attempt attempt = poll.attempt();
                return answered(
                        record,
                        attempt,
                        ports.authority().poll(attempt.id(), attempt.reference().orElseThrow(), now),
                        now);
            } else if (action instanceof Action.LookUp lookUp) {
                Optional<Submission> found =
                        ports.authority().find(lookUp.attempt().id());
                return found.isEmpty() ? new Outcome.NotKnown() : answered(record, lookUp.attempt(), found.get(), now);
            } else if (action instanceof Action.AskHint ask) {
                return hint(ask.generation(), now);
            } else if (action instanceof Action.Revoke revoke) {
                CertificateChain chain = records.chain(
                        revoke.revocation().leaf(), revoke.revocation().issuersId());
                ports.authority()
                        .revoke(
                                chain,
                                revoke.revocation().reason(),
                                revoke.revocation().requestedAt());
                return new Outcome.Revoked();
            } else if (action instanceof Action.Deploy deploy) {
                return deployer.deploy(record, deploy);
            } else if (action instanceof Action.RollBack back) {
                return deployer.rollBack(record, back);
            } else if (action instanceof Action.Cut cut) {
                return deployer.cut(record, cut);
            } else if (action instanceof Action.Withdraw withdraw) {
                return deployer.withdraw(record, withdraw);
            } else if (action instanceof Action.DestroyKey destroy) {
                ports.vault()
                        .destroy(
                                destroy.doomed().key(),
                                KeyBinding.tls(record.arn(), destroy.doomed().generation()));
                return new Outcome.KeyDestroyed();
            } else if (action instanceof Action.Deliver) {
                return deliver(record);
            }
            throw new IllegalStateException("no way to perform " + action);
        } catch (PortException e) {
            return stalled(e);
        }
    }

    // a hint counts for the very certificate it was told for: one that is told for another starts nothing
    private Outcome hint(Generation current, Instant now) throws AuthorityException, StoreException {
        CertificateChain chain = records.chain(current.leaf(), current.issuersId());
        return new Outcome.Hinted(ports.authority()
                .renewalHint(chain, now)
                .filter(hint -> hint.leafId().equalsIgnoreCase(current.leaf().sha256()))
                .map(hint -> new RenewalWindow(current.number(), hint.start(), hint.end(), hint.explanation())));
    }

    private Outcome makeKey(CertificateRecord record, long generation) throws VaultException {
        KeyAlgorithm algorithm = record.wish().keyAlgorithm();
        KeyBinding binding = KeyBinding.tls(record.arn(), generation);
        SealedKey key = ports.vault().generate(binding, algorithm);
        byte[] request = SigningRequest.sign(
                ports.vault(),
                key,
                binding,
                algorithm,
                record.namesToCertify(),
                new KeyUse("sign the request", MANAGER));
        return new Outcome.KeyMade(key, Der.of(request));
    }

    /** Destroys a key that was made and never committed (K1), as far as that is possible. */
    void forget(CertificateArn arn, long generation, SealedKey key) {
        try {
            ports.vault().destroy(key, KeyBinding.tls(arn, generation));
        } catch (VaultException | RuntimeException e) {
            log.warn("key made in vain is not destroyed certificate={} generation={}", arn, generation, e);
        }
    }

    private IssuancePlan plan(CertificateRecord record, Attempt attempt, Instant now) {
        CertificateRecord.Wish wish = record.wish();
        return IssuancePlan.builder(
                        wish.arn(),
                        attempt.generation(),
                        record.namesToCertify(),
                        attempt.signingRequest().orElseThrow().bytes(),
                        wish.keyAlgorithm(),
                        now)
                .commonName(wish.commonName())
                .validity(wish.validity()
                        .orElseGet(() -> ports.policy().validity().at(now)))
                .build();
    }

    // what was asked for while a dated limit fell is judged by the longer validity
    private IssuancePlan asked(CertificateRecord record, Attempt attempt, Instant now) {
        IssuancePlan atStart = plan(record, attempt, attempt.startedAt());
        IssuancePlan atAnswer = plan(record, attempt, now);
        return atStart.validity().orElseThrow().compareTo(atAnswer.validity().orElseThrow()) > 0 ? atStart : atAnswer;
    }

    // the authority has answered, so from here on nothing that fails may read as if it had never been asked
    private Outcome answered(CertificateRecord record, Attempt attempt, Submission submission, Instant now) {
        try {
            return judged(record, attempt, submission, now);
        } catch (StoreException e) {
            return stalled(e, true);
        }
    }

    private Outcome judged(CertificateRecord record, Attempt attempt, Submission submission, Instant now)
            throws StoreException {
        if (!(submission instanceof Submission.Issued issued)) {
            return new Outcome.Answered(submission);
        }
        CertificateChain chain = issued.chain();
        String issuersId = records.keepIssuers(chain);
        SealedKey key = attempt.key().orElseThrow();
        AuthorityDescription authority = ports.authority().describe();
        Optional<Diagnosis> fault = chainCheck.fault(
                chain, issuersId, asked(record, attempt, now), key.publicKey(), authority.trustAnchors(), now);
        if (fault.isPresent()) {
            return new Outcome.ChainRefused(chain, issuersId, fault.get());
        }
        X509Certificate leaf = chain.leaf();
        return new Outcome.Issued(new Generation(
                attempt.generation(),
                Serials.text(leaf),
                leaf.getNotBefore().toInstant(),
                leaf.getNotAfter().toInstant(),
                Der.of(chain.toDer().get(0)),
                issuersId,
                Optional.of(key),
                attempt.id().value(),
                now));
    }

    private Outcome deliver(CertificateRecord record) {
        long delivered = 0;
        for (AuditEntry entry : record.outbox()) {
            try {
                delivery.deliver(entry);
            } catch (AuditException e) {
                return delivered > 0 ? new Outcome.Delivered(delivered) : stalled(e);
            }
            delivered = entry.event().sequence();
        }
        return new Outcome.Delivered(delivered);
    }

    private static Outcome stalled(PortException e) {
        return stalled(e, e.effect() == PortException.Effect.UNKNOWN);
    }

    private static Outcome stalled(PortException e, boolean unknown) {
        String port = e instanceof AuthorityException
                ? "AUTHORITY"
                : e instanceof VaultException
                        ? "VAULT"
                        : e instanceof StoreException ? "STORE" : e instanceof AuditException ? "AUDIT" : "DEPLOYMENT";
        return new Outcome.Stalled(
                Diagnosis.builder(
                                port + (unknown ? "_OUTCOME_UNKNOWN" : "_FAILED"),
                                e.getMessage() == null
                                        ? "The port failed."
                                        : Checks.shorten(e.getMessage(), MESSAGE) + ".")
                        .actor(e instanceof AuthorityException ? Actor.AUTHORITY : Actor.HOST)
                        .remedy(
                                unknown
                                        ? "Wait: it is looked up before anything is repeated."
                                        : "See the message; it is tried again.")
                        .build(),
                e.retryClass(),
                unknown);
    }
}
