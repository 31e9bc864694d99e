/** A certificate authority in the process. */
@NullMarked
package dev.acm.ca;

import org.jspecify.annotations.NullMarked;
