/** Serving outside this process: what endpoints show is seen by {@link dev.acm.ca.deploy.TlsProbe}. */
@NullMarked
package dev.acm.ca.deploy;

import org.jspecify.annotations.NullMarked;
