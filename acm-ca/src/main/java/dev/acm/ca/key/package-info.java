/**
 * Checks of public keys before they are certified: exact encodings, sizes, and weaknesses known by number theory or by list.
 * Start at {@link dev.acm.ca.key.PublicKeyCheck}. And where new key pairs come from: a provider of the host's choice ({@link
 * dev.acm.ca.key.ProviderKeyPairSource}), and a pool that makes them ahead of need ({@link dev.acm.ca.key.KeyPairPool}).
 */
@NullMarked
package dev.acm.ca.key;

import org.jspecify.annotations.NullMarked;
