/** When and why a certificate is renewed, and how a renewal stands. */
@NullMarked
package dev.acm.renewal;

import org.jspecify.annotations.NullMarked;
