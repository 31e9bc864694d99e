package dev.acm.ca.deploy;

import dev.acm.ca.pem.PemCodec;
import dev.acm.spi.CertificateCodec;
import dev.acm.spi.ServingMaterial;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Which files a server wants, and what is in them. */
interface FileLayout {
    /** The file that each layout has, and that tells what is served. */
    String FULL_CHAIN = "fullchain.pem";

    /** What the files are called. */
    Set<String> names();

    /** The files by name; the caller clears the contents. */
    Map<String, byte[]> files(ServingMaterial material, byte[] pkcs8);

    /** How the files are made. */
    @FunctionalInterface
    interface Making {
        Map<String, byte[]> files(ServingMaterial material, byte[] pkcs8);
    }

    private static FileLayout of(String secondFile, Making making) {
        return new FileLayout() {
            @Override
            public Set<String> names() {
                return Set.of(FULL_CHAIN, secondFile);
            }

            @Override
            public Map<String, byte[]> files(ServingMaterial material, byte[] pkcs8) {
                return making.files(material, pkcs8);
            }
        };
    }

    /** Key and chain apart, as nginx and Apache want them. */
    static FileLayout pem(SecureRandom random) {
        CertificateCodec codec = new PemCodec(random);
        return of("privkey.pem", (material, pkcs8) -> {
            Map<String, byte[]> files = new LinkedHashMap<>();
            files.put(FULL_CHAIN, fullChain(material));
            files.put("privkey.pem", codec.writePrivateKey(pkcs8, Optional.empty()));
            return files;
        });
    }

    /** Key and chain in one file, as HAProxy wants them. */
    static FileLayout combined(SecureRandom random) {
        CertificateCodec codec = new PemCodec(random);
        return of("combined.pem", (material, pkcs8) -> {
            byte[] chain = fullChain(material);
            byte[] key = codec.writePrivateKey(pkcs8, Optional.empty());
            byte[] both = Arrays.copyOf(chain, chain.length + key.length);
            System.arraycopy(key, 0, both, chain.length, key.length);
            Arrays.fill(key, (byte) 0);
            Map<String, byte[]> files = new LinkedHashMap<>();
            files.put(FULL_CHAIN, chain);
            files.put("combined.pem", both);
            return files;
        });
    }

    /** A key store, as Tomcat wants it. */
    static FileLayout pkcs12(SecureRandom random, String alias, Supplier<char[]> passphrase) {
        CertificateCodec codec = new PemCodec(random);
        return of("keystore.p12", (material, pkcs8) -> {
            char[] secret = passphrase.get();
            try {
                Map<String, byte[]> files = new LinkedHashMap<>();
                files.put(FULL_CHAIN, fullChain(material));
                files.put("keystore.p12", codec.writePkcs12(material.chain(), pkcs8, alias, secret));
                return files;
            } finally {
                Arrays.fill(secret, '\0');
            }
        });
    }

    private static byte[] fullChain(ServingMaterial material) {
        return material.chain().toPem().getBytes(StandardCharsets.US_ASCII);
    }
}
