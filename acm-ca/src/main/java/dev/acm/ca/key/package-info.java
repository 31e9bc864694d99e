/**
 * Checks of public keys before they are certified: exact encodings, sizes, and weaknesses known by number theory or by list.
 * Start at {@link dev.acm.ca.key.PublicKeyCheck}.
 */
@NullMarked
package dev.acm.ca.key;

import org.jspecify.annotations.NullMarked;
