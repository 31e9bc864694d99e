package dev.acm.testkit.workflow;

import dev.acm.spi.AttemptId;
import dev.acm.spi.AuthorityException;
import dev.acm.spi.CertificateAuthority;
import dev.acm.spi.IssuancePlan;
import dev.acm.spi.Submission;

/** Tells when it is asked to sign. */
final class CountingAuthority extends DelegatingAuthority {
    private final Runnable onSubmit;

    CountingAuthority(CertificateAuthority behind, Runnable onSubmit) {
        super(behind);
        this.onSubmit = onSubmit;
    }

    @Override
    public Submission submit(AttemptId attempt, IssuancePlan plan) throws AuthorityException {
        onSubmit.run();
        return super.submit(attempt, plan);
    }
}
