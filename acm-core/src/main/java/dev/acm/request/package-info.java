/** What a caller asks for. Start at {@link dev.acm.request.CertificateRequest}. */
@NullMarked
package dev.acm.request;

import org.jspecify.annotations.NullMarked;
