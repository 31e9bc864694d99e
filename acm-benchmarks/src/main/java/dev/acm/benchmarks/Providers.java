package dev.acm.benchmarks;

import java.security.Provider;
import java.security.Security;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** The JCA providers that are compared; none is registered. */
final class Providers {
    private static final String CORRETTO = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

    private Providers() {}

    static Provider of(String name) {
        return switch (name) {
            case "jdk" -> Security.getProvider("SunEC");
            case "bc" -> new BouncyCastleProvider();
            case "accp" -> corretto();
            default -> throw new IllegalArgumentException("provider must be jdk, bc or accp, got " + name);
        };
    }

    /** By name, because it exists for some platforms only. */
    private static Provider corretto() {
        try {
            Provider provider =
                    (Provider) Class.forName(CORRETTO).getField("INSTANCE").get(null);
            // throws if the native library does not load here
            provider.getClass().getMethod("assertHealthy").invoke(provider);
            return provider;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the Amazon Corretto Crypto Provider does not run here", e);
        }
    }
}
