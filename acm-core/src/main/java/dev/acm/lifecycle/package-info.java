/** The pure lifecycle: what a certificate needs next, and what an outcome makes of it. Not exported. */
@NullMarked
package dev.acm.lifecycle;

import org.jspecify.annotations.NullMarked;
