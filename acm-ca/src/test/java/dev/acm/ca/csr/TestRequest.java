package dev.acm.ca.csr;

import dev.acm.ca.Vectors.Vector;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.vault.JdkKeyPairSource;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** Builds requests from their descriptions, with other code than ours. */
final class TestRequest {
    private static final KeyPair KEYS = generate();

    private TestRequest() {}

    private static KeyPair generate() {
        try {
            return new JdkKeyPairSource(new SecureRandom()).next(KeyAlgorithm.RSA_2048);
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] of(Vector description) {
        if (description.fields().isEmpty()) {
            return new byte[0];
        }
        try {
            X500NameBuilder subject = new X500NameBuilder();
            if (description.has("cn")) {
                // as a value of its own: a text is refused when it is too long for a common name
                subject.addRDN(BCStyle.CN, new DERUTF8String(description.text("cn")));
            }
            List<GeneralName> names = new ArrayList<>();
            add(names, GeneralName.dNSName, description.list("dns"));
            add(names, GeneralName.iPAddress, description.list("ip"));
            add(names, GeneralName.rfc822Name, description.list("email"));
            add(names, GeneralName.uniformResourceIdentifier, description.list("uri"));
            PKCS10CertificationRequestBuilder builder =
                    new JcaPKCS10CertificationRequestBuilder(subject.build(), KEYS.getPublic());
            if (!names.isEmpty()) {
                Extension extension = new Extension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(names.toArray(GeneralName[]::new)).getEncoded());
                builder.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, new Extensions(extension));
            }
            String algorithm =
                    description.has("signature_algorithm") ? description.text("signature_algorithm") : "SHA256withRSA";
            return builder.build(new JcaContentSignerBuilder(algorithm).build(KEYS.getPrivate()))
                    .getEncoded();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void add(List<GeneralName> names, int type, List<String> values) {
        values.forEach(value -> names.add(new GeneralName(type, value)));
    }
}
