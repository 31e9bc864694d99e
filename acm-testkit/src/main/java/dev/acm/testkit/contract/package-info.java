/**
 * The contracts of the ports as tests. A test class of a host implements the interface of its port, says how to make the
 * thing under test, and inherits the tests; the name of each begins with the number of the sentence it tests.
 */
@NullMarked
package dev.acm.testkit.contract;

import org.jspecify.annotations.NullMarked;
