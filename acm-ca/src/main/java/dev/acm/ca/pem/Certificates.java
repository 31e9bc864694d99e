package dev.acm.ca.pem;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import dev.acm.ca.internal.MalformedDerException;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/** Reads single certificates by the JDK's parser, of exactly the octets given. */
final class Certificates {
    private Certificates() {}

    static X509Certificate of(byte[] der) throws Unreadable {
        try {
            // the JDK would take PEM, and octets after the end, too
            DerElement.parse(der).expect(Der.SEQUENCE);
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (MalformedDerException e) {
            throw Unreadable.malformed("the certificate is no DER: " + e.getMessage());
        } catch (CertificateException | RuntimeException e) {
            throw Unreadable.malformed("this is no X.509 certificate");
        }
    }
}
