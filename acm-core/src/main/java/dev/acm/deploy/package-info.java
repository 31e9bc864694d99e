/** Deployment targets inside the process. */
@NullMarked
package dev.acm.deploy;

import org.jspecify.annotations.NullMarked;
