/**
 * A certificate authority in the process, which keeps all its state in the host's record store. Start at
 * {@link dev.acm.ca.EmbeddedAuthority} and {@link dev.acm.ca.AuthorityOptions}.
 *
 * <p>What is not public here is the way to a signature: the lint gives a token for exactly the octets it has read, and
 * nothing else can be signed.
 */
@NullMarked
package dev.acm.ca;

import org.jspecify.annotations.NullMarked;
