/** Domain control validation and CAA over DNS. */
@NullMarked
package dev.acm.validation;

import org.jspecify.annotations.NullMarked;
