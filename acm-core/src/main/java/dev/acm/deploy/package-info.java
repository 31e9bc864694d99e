/** Deployment targets inside the process. Start at {@link dev.acm.deploy.InProcessTls}. */
@NullMarked
package dev.acm.deploy;

import org.jspecify.annotations.NullMarked;
