/**
 * Several vantage points: what one network shows must be seen from others too (multi-perspective issuance corroboration). Start at
 * {@link dev.acm.validation.perspective.CorroboratedCaa} and {@link dev.acm.validation.perspective.CorroboratedValidation};
 * {@link dev.acm.validation.perspective.Quorum} is the rule by date.
 */
@NullMarked
package dev.acm.validation.perspective;

import org.jspecify.annotations.NullMarked;
