package dev.acm.testkit.contract;

import dev.acm.certificate.CertificateChain;
import dev.acm.spi.CertificateRemark;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Chains by hand, with name constraints or worse. Their signatures say nothing: a check has no need to verify them. */
final class ConstrainedChain {
    private static final byte[] ECDSA_SHA256 = Asn1.hex("300a06082a8648ce3d040302");
    private static final byte[] NAME_CONSTRAINTS = Asn1.hex("0603551d1e");
    private static final byte[] ALTERNATIVE_NAMES = Asn1.hex("0603551d11");
    private static final int DNS = 0x82;
    private static final int EXCLUDED = 0xa1;

    private ConstrainedChain() {}

    static CertificateChain of(byte[]... certificates) {
        return CertificateChain.fromDer(List.of(certificates));
    }

    static byte[] leaf(String name) {
        return certificate(extension(ALTERNATIVE_NAMES, Asn1.sequence(dns(name))));
    }

    static byte[] authorityExcluding(String name) {
        return certificate(
                extension(NAME_CONSTRAINTS, Asn1.sequence(Asn1.element(EXCLUDED, Asn1.sequence(dns(name))))));
    }

    /** With constraints that are no DER; such an extension does not keep the JDK from reading the certificate. */
    static byte[] malformed(String name) {
        return certificate(
                extension(ALTERNATIVE_NAMES, Asn1.sequence(dns(name))), extension(NAME_CONSTRAINTS, Asn1.hex("0102")));
    }

    /** What one list has and the other has not. */
    static List<CertificateRemark> more(List<CertificateRemark> one, List<CertificateRemark> other) {
        return one.stream().filter(remark -> !other.contains(remark)).toList();
    }

    private static byte[] dns(String name) {
        return Asn1.element(DNS, name.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] extension(byte[] oid, byte[] value) {
        return Asn1.sequence(oid, Asn1.octets(value));
    }

    private static byte[] certificate(byte[]... extensions) {
        // CN=contract
        byte[] name = Asn1.hex("3013" + "3111" + "300f" + "0603550403" + "0c08636f6e7472616374");
        byte[] time = Asn1.element(0x17, "261123110000Z".getBytes(StandardCharsets.US_ASCII));
        byte[] end = Asn1.element(0x17, "270223110000Z".getBytes(StandardCharsets.US_ASCII));
        byte[] signed = Asn1.sequence(
                Asn1.hex("a003020102"),
                Asn1.integer(0x5a01020304050607L),
                ECDSA_SHA256,
                name,
                Asn1.sequence(time, end),
                name,
                WeakKeys.spki("EC", 256),
                Asn1.element(0xa3, Asn1.sequence(extensions)));
        return Asn1.sequence(signed, ECDSA_SHA256, Asn1.bits(Asn1.hex("3006020101020101")));
    }
}
