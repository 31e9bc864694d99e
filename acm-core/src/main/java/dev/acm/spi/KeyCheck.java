package dev.acm.spi;

import dev.acm.certificate.KeyAlgorithm;
import dev.acm.internal.Checks;
import java.util.List;
import java.util.Optional;

/**
 * Says whether a public key made elsewhere may be taken.
 *
 * <ul>
 *   <li>W1 MUST be a pure function of its arguments and of what the check was made with, MUST NOT throw for any content,
 *       and MUST end in bounded time.
 *   <li>W2 A verdict without weaknesses MUST name the algorithm: RSA with a size of {@link KeyAlgorithm}, or a named curve of
 *       it, in the exact encoding (BR 7.1.3.1). Everything else is a weakness.
 *   <li>W3 RSA below 2048 bits is a weakness; {@code admitRsa1024} admits exactly 1024 bits, and changes nothing else.
 *   <li>W4 RSA MUST be refused with an even modulus, an exponent that is even, below 3, or 2<sup>256</sup> and more, a
 *       factor below 752, as a power, with primes that Fermat's method finds in 100 rounds, and with the fingerprint of
 *       CVE-2017-15361 (BR 6.1.1.3, 6.1.6); EC with a point that is not on its curve, out of range, at infinity, or not
 *       uncompressed.
 *   <li>W5 All weaknesses are told together.
 * </ul>
 *
 * <p>Must be safe to call from many threads.
 */
public interface KeyCheck {
    /**
     * Checks a key.
     *
     * @param spki DER SubjectPublicKeyInfo; not changed or kept
     * @param admitRsa1024 whether RSA with 1024 bits may pass (W3), as ACM imports it
     * @return the verdict
     */
    Verdict check(byte[] spki, boolean admitRsa1024);

    /**
     * What a check found.
     *
     * @param algorithm the algorithm; empty if it is none of ours
     * @param weaknesses all reasons not to take the key; empty means that it may be taken
     */
    record Verdict(Optional<KeyAlgorithm> algorithm, List<KeyWeakness> weaknesses) {
        /**
         * Copies the list.
         *
         * @throws IllegalArgumentException if there is neither an algorithm nor a weakness (W2)
         */
        public Verdict {
            weaknesses = List.copyOf(weaknesses);
            Checks.require(algorithm.isPresent() || !weaknesses.isEmpty(), "a verdict has an algorithm or a weakness");
        }
    }
}
