/**
 * Asks DNS over real packets, and judges DNSSEC in process. Start at {@link dev.acm.validation.dns.DnsjavaResolver};
 * {@link dev.acm.validation.dns.TrustAnchors} says what signatures are measured against. No dnsjava type is in a signature.
 */
@NullMarked
package dev.acm.validation.dns;

import org.jspecify.annotations.NullMarked;
