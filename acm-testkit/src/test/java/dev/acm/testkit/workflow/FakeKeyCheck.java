package dev.acm.testkit.workflow;

import dev.acm.certificate.KeyAlgorithm;
import dev.acm.spi.KeyCheck;
import dev.acm.spi.KeyWeakness;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Knows algorithms and sizes, and no weakness but RSA with 1024 bits. */
public final class FakeKeyCheck implements KeyCheck {
    @Override
    public Verdict check(byte[] spki, boolean admitRsa1024) {
        Optional<KeyAlgorithm> algorithm = algorithm(spki);
        if (algorithm.isEmpty()) {
            return new Verdict(
                    algorithm, List.of(new KeyWeakness("key:algorithm", "it is no key of ours", "Use another.")));
        }
        return algorithm.get() == KeyAlgorithm.RSA_1024 && !admitRsa1024
                ? new Verdict(algorithm, List.of(new KeyWeakness("key:size", "1024 bits are too few", "Use 2048.")))
                : new Verdict(algorithm, List.of());
    }

    private static Optional<KeyAlgorithm> algorithm(byte[] spki) {
        for (String family : List.of("RSA", "EC")) {
            try {
                PublicKey key = KeyFactory.getInstance(family).generatePublic(new X509EncodedKeySpec(spki));
                int bits = key instanceof RSAPublicKey rsa
                        ? rsa.getModulus().bitLength()
                        : ((ECPublicKey) key).getParams().getOrder().bitLength();
                return Arrays.stream(KeyAlgorithm.values())
                        .filter(known -> known.family().equals(family) && known.bits() == bits)
                        .findFirst();
            } catch (GeneralSecurityException e) {
                continue;
            }
        }
        return Optional.empty();
    }
}
