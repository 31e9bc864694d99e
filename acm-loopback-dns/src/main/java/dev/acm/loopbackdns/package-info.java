/** An authoritative DNS server on loopback, for tests and example programs. */
@NullMarked
package dev.acm.loopbackdns;

import org.jspecify.annotations.NullMarked;
