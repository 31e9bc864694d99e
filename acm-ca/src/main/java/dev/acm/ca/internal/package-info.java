/** What several packages of this module share: a strict DER reader, a DER writer, exact algorithm identifiers. Not exported. */
@NullMarked
package dev.acm.ca.internal;

import org.jspecify.annotations.NullMarked;
