package dev.acm.spi;

import dev.acm.certificate.CertificateChain;
import java.util.List;

/**
 * Says what is remarkable about certificates made elsewhere: which rules they do not keep.
 *
 * <ul>
 *   <li>I1 MUST be a pure function of its arguments and of what the check was made with, MUST NOT throw for any chain, and MUST
 *       end in bounded time.
 *   <li>I2 MUST remark on each certificate with a name outside the name constraints of one above it: clients refuse the chain
 *       (RFC 5280 section 4.2.1.10).
 *   <li>I3 All remarks are told together, each with the place of its certificate.
 *   <li>I4 A remark refuses nothing: the manager takes what ACM takes, and hands the remarks to who imports. The manager has
 *       verified before that each certificate certifies the one before it; the chain may end below its root.
 * </ul>
 *
 * <p>Must be safe to call from many threads.
 */
public interface CertificateCheck {
    /**
     * Judges a chain.
     *
     * @param chain the leaf first, each followed by its issuer
     * @return all remarks; empty means none
     */
    List<CertificateRemark> check(CertificateChain chain);
}
