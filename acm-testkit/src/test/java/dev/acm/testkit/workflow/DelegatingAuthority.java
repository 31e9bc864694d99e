package dev.acm.testkit.workflow;

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
import java.time.Instant;
import java.util.Optional;

/** Does what another does; for subclasses that change one thing. */
class DelegatingAuthority implements CertificateAuthority {
    private final CertificateAuthority behind;

    DelegatingAuthority(CertificateAuthority behind) {
        this.behind = behind;
    }

    @Override
    public AuthorityDescription describe() {
        return behind.describe();
    }

    @Override
    public Submission submit(AttemptId attempt, IssuancePlan plan) throws AuthorityException {
        return behind.submit(attempt, plan);
    }

    @Override
    public Submission poll(AttemptId attempt, Document reference, Instant now) throws AuthorityException {
        return behind.poll(attempt, reference, now);
    }

    @Override
    public Optional<Submission> find(AttemptId attempt) throws AuthorityException {
        return behind.find(attempt);
    }

    @Override
    public void revoke(CertificateChain chain, RevocationReason reason, Instant at) throws AuthorityException {
        behind.revoke(chain, reason, at);
    }

    @Override
    public Optional<RenewalHint> renewalHint(CertificateChain chain, Instant now) throws AuthorityException {
        return behind.renewalHint(chain, now);
    }
}
