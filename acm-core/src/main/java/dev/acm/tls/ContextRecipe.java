package dev.acm.tls;

import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** How a context is made, again and again. A null provider is the JDK's choice, a null source of chance the provider's. */
record ContextRecipe(
        KeyManager keyManager,
        TrustManager trust,
        String protocol,
        @Nullable Provider provider,
        @Nullable SecureRandom random) {

    SSLContext make() {
        try {
            SSLContext context =
                    provider == null ? SSLContext.getInstance(protocol) : SSLContext.getInstance(protocol, provider);
            context.init(new KeyManager[] {keyManager}, new TrustManager[] {trust}, random);
            return context;
        } catch (NoSuchAlgorithmException | KeyManagementException e) {
            throw new IllegalStateException("no TLS context for protocol " + protocol, e);
        }
    }
}
