/** What the DNS validator and the CAA policy share: the form in which answers are stored, and texts about them. */
@NullMarked
package dev.acm.validation.internal;

import org.jspecify.annotations.NullMarked;
