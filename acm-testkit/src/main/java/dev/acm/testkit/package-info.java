/** Contract tests, fakes and a virtual clock for hosts and adapters. */
@NullMarked
package dev.acm.testkit;

import org.jspecify.annotations.NullMarked;
