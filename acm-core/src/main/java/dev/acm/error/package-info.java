/** Refusals and failures of calls, all under {@link dev.acm.error.AcmException}. */
@NullMarked
package dev.acm.error;

import org.jspecify.annotations.NullMarked;
