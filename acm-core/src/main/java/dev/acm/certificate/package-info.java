/** What a certificate is to its owner: handle, status, chain, description. Values only. */
@NullMarked
package dev.acm.certificate;

import org.jspecify.annotations.NullMarked;
