package dev.acm.spi;

import dev.acm.name.DomainName;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/**
 * Asks and reads CAA records (RFC 8659). Observing and judging are apart, so evidence can be judged again.
 *
 * <p>Must be safe to call from many threads. Trouble is part of the observation, and never reads as permission.
 */
public interface CaaPolicy {
    /**
     * Looks. The stage completes normally, also in case of trouble, and within a bounded time. What was seen serves to
     * judge the name and its wildcard (RFC 8659 section 3: a wildcard is looked up at its base).
     *
     * @param name the base name
     * @return what was seen
     */
    CompletionStage<Observation> observe(DomainName name);

    /**
     * Judges; a pure function.
     *
     * @param question who would issue what
     * @param observation what was seen, now or earlier
     * @param now the time of judging
     * @return the decision
     */
    CaaDecision judge(CaaQuestion question, Observation observation, Instant now);
}
