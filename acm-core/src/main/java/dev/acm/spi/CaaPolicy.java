package dev.acm.spi;

import dev.acm.name.DomainName;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/**
 * Asks and reads CAA records (RFC 8659). Observing and judging are apart, so evidence can be judged again.
 *
 * <ul>
 *   <li>C1 {@link #judge} MUST be a pure function of its arguments.
 *   <li>C2 Trouble is part of the observation, and MUST NOT read as permission; nor does evidence that cannot be read.
 *   <li>C3 Evidence serves the name it is about and its wildcard, and no other name.
 *   <li>C4 What is not permitted is explained.
 * </ul>
 *
 * <p>Must be safe to call from many threads.
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
