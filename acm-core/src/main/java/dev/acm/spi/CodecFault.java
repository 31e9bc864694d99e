package dev.acm.spi;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * One thing wrong with an input that was to be read. Never shows key material or a passphrase.
 *
 * @param input which input
 * @param index which certificate of it, counted from 0; empty if it concerns the input as a whole
 * @param rule a stable id, see {@link CertificateCodec}
 * @param reason what is wrong, for people
 * @param remedy what would be right
 */
public record CodecFault(Input input, OptionalInt index, String rule, String reason, String remedy) {
    /** Checks for null. */
    public CodecFault {
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(index, "index");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(remedy, "remedy");
    }

    /** What was to be read. */
    public enum Input {
        /** The certificate itself. */
        CERTIFICATE,
        /** Those that certify it. */
        CHAIN,
        /** The private key. */
        PRIVATE_KEY,
        /** A PKCS#12 file with all of them. */
        PKCS12
    }
}
