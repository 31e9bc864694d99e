package dev.acm.benchmarks;

import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateChain;
import dev.acm.name.DomainName;
import dev.acm.spi.ServingMaterial;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.UUID;

/** A self-signed P-256 certificate, made by the JDK's own keytool. */
record TlsIdentity(KeyStore store, PrivateKey key, X509Certificate leaf) {
    static final String HOST = "bench.example.test";
    static final char[] PASSWORD = "changeit".toCharArray();

    static CertificateArn arn(long n) {
        return new CertificateArn("acm", "bench-1", "123456789012", new UUID(0x4000L, 0x8000000000000000L | n));
    }

    static TlsIdentity make() throws IOException, GeneralSecurityException, InterruptedException {
        Path folder = Files.createTempDirectory("tls-benchmark");
        Path file = folder.resolve("identity.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        int exit = new ProcessBuilder(List.of(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias",
                        "bench",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-sigalg",
                        "SHA256withECDSA",
                        "-dname",
                        "CN=" + HOST,
                        "-ext",
                        "san=dns:" + HOST,
                        "-validity",
                        "30",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        file.toString()))
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("keytool failed: " + exit);
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        Files.delete(file);
        Files.delete(folder);
        return new TlsIdentity(
                store, (PrivateKey) store.getKey("bench", PASSWORD), (X509Certificate) store.getCertificate("bench"));
    }

    ServingMaterial material(long certificate, long generation, String... names) {
        return new ServingMaterial(
                arn(certificate),
                generation,
                List.of(names).stream().map(DomainName::parse).toList(),
                CertificateChain.of(List.of(leaf)),
                key);
    }
}
