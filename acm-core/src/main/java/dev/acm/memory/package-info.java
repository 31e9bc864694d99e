/** Storage in memory, for first steps and for tests: everything is lost with the process. */
@NullMarked
package dev.acm.memory;

import org.jspecify.annotations.NullMarked;
