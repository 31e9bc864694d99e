package dev.acm.validation.dns;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Objects;
import javax.crypto.spec.SecretKeySpec;
import org.xbill.DNS.Name;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TextParseException;

/** A key shared with a name server, under which messages are authenticated (RFC 8945). Immutable; its secret is in no text. */
public final class TsigKey {
    private final Name name;
    private final Algorithm algorithm;
    private final byte[] secret;

    private TsigKey(Name name, Algorithm algorithm, byte[] secret) {
        this.name = name;
        this.algorithm = algorithm;
        this.secret = secret;
    }

    /** How messages are authenticated; MD5 and SHA-1 are left out (RFC 8945 section 6). */
    public enum Algorithm {
        /** The one every server has to have. */
        HMAC_SHA256("hmac-sha256.", "HmacSHA256", 32),
        /** The same with 384 bits. */
        HMAC_SHA384("hmac-sha384.", "HmacSHA384", 48),
        /** The same with 512 bits. */
        HMAC_SHA512("hmac-sha512.", "HmacSHA512", 64);

        private final String label;
        private final String mac;
        private final int octets;

        Algorithm(String label, String mac, int octets) {
            this.label = label;
            this.mac = mac;
            this.octets = octets;
        }
    }

    /**
     * Takes a key as it stands in the server's configuration.
     *
     * @param name the key's name, a domain name
     * @param algorithm what the server expects
     * @param secret at least half as many octets as the algorithm has, copied; the server's file has them in Base64
     * @return the key
     * @throws IllegalArgumentException if the name is none, or the secret is shorter
     */
    public static TsigKey of(String name, Algorithm algorithm, byte[] secret) {
        Objects.requireNonNull(algorithm, "algorithm");
        if (secret.length < algorithm.octets / 2) {
            throw new IllegalArgumentException(
                    "secret must have at least " + algorithm.octets / 2 + " octets, got " + secret.length);
        }
        try {
            Name parsed = Name.fromString(name.toLowerCase(Locale.ROOT), Name.root);
            return new TsigKey(parsed, algorithm, secret.clone());
        } catch (TextParseException e) {
            throw new IllegalArgumentException("name must be a domain name: '" + name + "'", e);
        }
    }

    TSIG signer(InstantSource clock) {
        return new TSIG(
                Name.fromConstantString(algorithm.label),
                name,
                new SecretKeySpec(secret, algorithm.mac),
                clock.withZone(ZoneOffset.UTC));
    }

    @Override
    public String toString() {
        return "TsigKey[" + name + ", " + algorithm + "]";
    }
}
