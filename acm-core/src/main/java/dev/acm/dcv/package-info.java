/** Domain control validation: methods, challenges, the records an owner publishes, and the tokens in them. */
@NullMarked
package dev.acm.dcv;

import org.jspecify.annotations.NullMarked;
