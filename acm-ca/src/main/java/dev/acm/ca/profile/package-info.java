/** What certificates contain and how long they are valid, as data. */
@NullMarked
package dev.acm.ca.profile;

import org.jspecify.annotations.NullMarked;
