/**
 * Certificates and keys as files: PEM, PKCS#8 plain and encrypted, PKCS#12. Start at {@link dev.acm.ca.pem.PemReader} and
 * {@link dev.acm.ca.pem.PemWriter}.
 */
@NullMarked
package dev.acm.ca.pem;

import org.jspecify.annotations.NullMarked;
