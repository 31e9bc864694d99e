/** Signing requests (PKCS#10). Start at {@link dev.acm.ca.csr.SigningRequest}. */
@NullMarked
package dev.acm.ca.csr;

import org.jspecify.annotations.NullMarked;
