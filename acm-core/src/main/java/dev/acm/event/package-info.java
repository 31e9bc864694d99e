/** What happened to a certificate, for listeners and for the audit log. */
@NullMarked
package dev.acm.event;

import org.jspecify.annotations.NullMarked;
