/** The ports a host or another module implements. Each sentence of a contract has a number, which the contract tests name. */
@NullMarked
package dev.acm.spi;

import org.jspecify.annotations.NullMarked;
