/**
 * Programs that use the library as a host does, on the class path, with nothing that a host could not use.
 *
 * <p>A program here is the host: it owns the clock, the threads and the sockets, and it prints.
 */
@NullMarked
package dev.acm.examples;

import org.jspecify.annotations.NullMarked;
