/**
 * Asks DNS over real packets, and judges DNSSEC in process. Start at {@link dev.acm.validation.dns.DnsjavaResolver}, which asks given
 * servers or goes from the {@link dev.acm.validation.dns.RootHints} down; {@link dev.acm.validation.dns.TrustAnchors} says what
 * signatures are measured against. {@link dev.acm.validation.dns.DynamicUpdateZone} writes a zone. No dnsjava type is in a signature.
 */
@NullMarked
package dev.acm.validation.dns;

import org.jspecify.annotations.NullMarked;
