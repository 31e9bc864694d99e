/** What two packages of this module share. Not exported. */
@NullMarked
package dev.acm.internal;

import org.jspecify.annotations.NullMarked;
