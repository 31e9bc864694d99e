/** Serving certificates from a running TLS server. Start at {@code ServingKeyManager}. */
@NullMarked
package dev.acm.tls;

import org.jspecify.annotations.NullMarked;
