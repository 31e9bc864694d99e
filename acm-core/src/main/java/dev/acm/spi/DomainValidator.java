package dev.acm.spi;

import dev.acm.dcv.Challenge;
import dev.acm.dcv.ValidationMethod;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/**
 * Proves control of a name by one method.
 *
 * <ul>
 *   <li>V1 {@link #challenge} MUST be deterministic and without side effect.
 *   <li>V2 {@link #judge} MUST be a pure function of its arguments.
 *   <li>V3 Evidence proves exactly the names it names.
 *   <li>V4 One certificate uses one method: a validator MUST have one, and one label for it in CAA (RFC 8657).
 * </ul>
 *
 * <p>Must be safe to call from many threads. Nothing checked is thrown: trouble is part of the observation.
 */
public interface DomainValidator {
    /**
     * The method.
     *
     * @return the method
     */
    ValidationMethod method();

    /**
     * The name of the method for CAA's {@code validationmethods} (RFC 8657 section 4).
     *
     * @return for example {@code ca-acm-dns}
     */
    String caaMethodLabel();

    /**
     * What the owner does (V1).
     *
     * @param subject whose control of what
     * @return the challenge
     */
    Challenge challenge(ValidationSubject subject);

    /**
     * Looks. The stage completes normally, also in case of trouble, and within a bounded time.
     *
     * @param subject whose control of what
     * @return what was seen
     */
    CompletionStage<Observation> observe(ValidationSubject subject);

    /**
     * Judges (V2).
     *
     * @param subject whose control of what
     * @param observation what was seen, now or earlier
     * @param rules by what measure
     * @param now the time of judging
     * @return the judgement
     */
    Judgement judge(ValidationSubject subject, Observation observation, ValidationRules rules, Instant now);
}
