/**
 * Serving certificates from a running TLS server or client. Start at {@link dev.acm.tls.ServingKeyManager}, which chooses
 * among the deployed certificates, and {@link dev.acm.tls.ServingSslContext}, an {@code SSLContext} over it whose sessions can be cut off after
 * a key compromise. A host rarely publishes by hand: {@link dev.acm.deploy.InProcessTls} is the deployment target that does. The
 * other types are package-private: the index of names, the choice, and the retention of superseded generations.
 */
@NullMarked
package dev.acm.tls;

import org.jspecify.annotations.NullMarked;
