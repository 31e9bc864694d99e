/** CAA, RFC 8659 and RFC 8657: who may issue. Start at {@link dev.acm.validation.caa.DnsCaaPolicy}. */
@NullMarked
package dev.acm.validation.caa;

import org.jspecify.annotations.NullMarked;
