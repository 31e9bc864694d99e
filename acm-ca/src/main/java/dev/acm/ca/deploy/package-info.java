/**
 * Serving outside this process: {@link dev.acm.ca.deploy.FileTarget} writes files for servers, and what endpoints show is seen
 * by {@link dev.acm.ca.deploy.TlsProbe}.
 */
@NullMarked
package dev.acm.ca.deploy;

import org.jspecify.annotations.NullMarked;
