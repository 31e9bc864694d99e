/**
 * Ports that break their contract, each in one way: with them a host sees that the contract tests it runs can fail. Never
 * for anything else.
 */
@NullMarked
package dev.acm.testkit.wrong;

import org.jspecify.annotations.NullMarked;
