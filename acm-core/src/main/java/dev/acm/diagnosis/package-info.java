/** Why something waits or was refused, with evidence and remedy. Start at {@link dev.acm.diagnosis.Diagnosis}. */
@NullMarked
package dev.acm.diagnosis;

import org.jspecify.annotations.NullMarked;
