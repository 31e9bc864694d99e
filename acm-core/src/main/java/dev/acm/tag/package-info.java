/** Labels that owners put on certificates. */
@NullMarked
package dev.acm.tag;

import org.jspecify.annotations.NullMarked;
