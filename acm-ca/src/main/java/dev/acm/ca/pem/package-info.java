/**
 * Certificates and keys as files: PEM, PKCS#8 plain and encrypted, PKCS#12. {@link dev.acm.ca.pem.PemCodec} is
 * the port that a manager imports and exports with; {@link dev.acm.ca.pem.PemReader} and {@link dev.acm.ca.pem.PemWriter} are
 * for a program's own files.
 */
@NullMarked
package dev.acm.ca.pem;

import org.jspecify.annotations.NullMarked;
