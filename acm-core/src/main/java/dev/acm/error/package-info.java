/** Refusals and failures of calls, all under {@code AcmException}. */
@NullMarked
package dev.acm.error;

import org.jspecify.annotations.NullMarked;
