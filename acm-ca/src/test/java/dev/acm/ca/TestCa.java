package dev.acm.ca;

import dev.acm.certificate.CertificateChain;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** CAs made by other code than ours, with names of PrintableStrings. */
final class TestCa {
    private static final KeyPair KEYS = generate(384);

    private final String name;
    private final KeyPair keys;
    private final List<X509Certificate> path = new ArrayList<>();
    private final Optional<TestCa> above;
    private Optional<Integer> pathLength = Optional.empty();
    private int usage = KeyUsage.keyCertSign | KeyUsage.cRLSign;
    private Optional<String> permitted = Optional.empty();
    private Optional<KeyPurposeId> purpose = Optional.empty();
    private Instant notAfter = TestAuthority.NOW.plus(Duration.ofDays(3000));

    private TestCa(String name, KeyPair keys, Optional<TestCa> above) {
        this.name = "C=DE, O=Somebody, CN=" + name;
        this.keys = keys;
        this.above = above;
    }

    private static KeyPair generate(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static PrivateKey key() {
        return KEYS.getPrivate();
    }

    /** A root that signs leaves itself. */
    static CertificateChain chain() throws Exception {
        return new TestCa("Somebody's CA", KEYS, Optional.empty()).build().path();
    }

    static TestCa root() {
        return new TestCa("Root", generate(256), Optional.empty());
    }

    static TestCa rootOf(KeyPair keys) {
        return new TestCa("Root", keys, Optional.empty());
    }

    TestCa below(String name) {
        return new TestCa(name, generate(256), Optional.of(this));
    }

    TestCa pathLength(int pathLength) {
        this.pathLength = Optional.of(pathLength);
        return this;
    }

    TestCa usage(int bits) {
        this.usage = bits;
        return this;
    }

    TestCa permitted(String name) {
        this.permitted = Optional.of(name);
        return this;
    }

    TestCa purpose(KeyPurposeId only) {
        this.purpose = Optional.of(only);
        return this;
    }

    TestCa notAfter(Instant end) {
        this.notAfter = end;
        return this;
    }

    KeyPair keys() {
        return keys;
    }

    CertificateChain path() {
        return CertificateChain.of(path);
    }

    IssuingCa issuing() {
        return IssuingCa.of(path(), keys.getPrivate());
    }

    /** Signs the certificate with what was set. */
    TestCa build() throws Exception {
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                new X500Name(above.map(ca -> ca.name).orElse(name)),
                new BigInteger(100, TestAuthority.RANDOM).setBit(100),
                Date.from(TestAuthority.NOW.minus(Duration.ofDays(10))),
                Date.from(notAfter),
                new X500Name(name),
                keys.getPublic());
        builder.addExtension(
                        Extension.basicConstraints,
                        true,
                        pathLength.map(BasicConstraints::new).orElse(new BasicConstraints(true)))
                .addExtension(Extension.keyUsage, true, new KeyUsage(usage))
                .addExtension(
                        Extension.subjectKeyIdentifier,
                        false,
                        new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
        if (above.isPresent()) {
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils()
                            .createAuthorityKeyIdentifier(above.get().keys.getPublic()));
        }
        if (permitted.isPresent()) {
            GeneralSubtree subtree = new GeneralSubtree(new GeneralName(GeneralName.dNSName, permitted.get()));
            builder.addExtension(
                    Extension.nameConstraints, true, new NameConstraints(new GeneralSubtree[] {subtree}, null));
        }
        if (purpose.isPresent()) {
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose.get()));
        }
        KeyPair signing = above.map(ca -> ca.keys).orElse(keys);
        String hash = signing == KEYS ? "SHA384with" : "SHA256with";
        String algorithm = hash + (signing.getPrivate().getAlgorithm().equals("RSA") ? "RSA" : "ECDSA");
        path.add(CertificateChain.fromDer(
                        List.of(builder.build(new JcaContentSignerBuilder(algorithm).build(signing.getPrivate()))
                                .getEncoded()))
                .leaf());
        above.ifPresent(ca -> path.addAll(ca.path));
        return this;
    }
}
