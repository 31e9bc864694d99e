/** The software key vault. */
@NullMarked
package dev.acm.vault;

import org.jspecify.annotations.NullMarked;
