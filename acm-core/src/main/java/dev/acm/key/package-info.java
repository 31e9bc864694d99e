/** Key pairs, where they come from, and what sealed ones are bound to. */
@NullMarked
package dev.acm.key;

import org.jspecify.annotations.NullMarked;
