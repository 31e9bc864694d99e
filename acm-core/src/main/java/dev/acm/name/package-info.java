/**
 * Domain names and IP addresses as certificates carry them. Pure: no look-ups, no clock, the same verdict on every JDK.
 *
 * <p>Start at {@link dev.acm.name.DomainName}, which can only hold a good name, and {@link dev.acm.name.NameRules}, which says
 * what may be asked for: {@link dev.acm.name.NameRules#publicWeb()} is what the Baseline Requirements demand,
 * {@link dev.acm.name.NameRules#privateNames} what a private authority may. {@link dev.acm.name.NameSet} holds the names of one
 * certificate. A refusal is an {@link dev.acm.name.InvalidNameException} with every broken rule, its place and the remedy.
 *
 * <p>The tables behind it (Unicode, public suffixes, special-purpose addresses) are resources with a date, made by the programs
 * in {@code tools/}; the suffix list can be replaced by the host ({@link dev.acm.name.PublicSuffixes#parse}). How names are
 * scanned, decoded and normalized is package-private.
 */
@NullMarked
package dev.acm.name;

import org.jspecify.annotations.NullMarked;
