/**
 * Judges certificates and CRLs by named rules, each with its source. Start at {@link dev.acm.ca.lint.CertificateLint} or
 * {@link dev.acm.ca.lint.CrlLint}; both collect all findings and never throw for what they read.
 */
@NullMarked
package dev.acm.ca.lint;

import org.jspecify.annotations.NullMarked;
