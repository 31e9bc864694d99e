/** Domain names as certificates carry them. Start at {@link dev.acm.name.DomainName}. */
@NullMarked
package dev.acm.name;

import org.jspecify.annotations.NullMarked;
