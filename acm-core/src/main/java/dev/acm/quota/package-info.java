/** How much an account may have and ask for, and how much of it is used. */
@NullMarked
package dev.acm.quota;

import org.jspecify.annotations.NullMarked;
