package dev.acm.ca.lint;

import dev.acm.ca.internal.DerElement;
import dev.acm.ca.internal.Oids;

/** What holds for the key usage of any certificate, and which bits each kind of key may have. */
final class KeyUsageRules {
    private static final int SIGNING =
            Oids.DIGITAL_SIGNATURE | Oids.NON_REPUDIATION | Oids.KEY_CERT_SIGN | Oids.CRL_SIGN;
    private static final int ENCIPHERING = Oids.KEY_ENCIPHERMENT | Oids.DATA_ENCIPHERMENT;
    private static final int AGREEING = Oids.KEY_AGREEMENT | Oids.ENCIPHER_ONLY | Oids.DECIPHER_ONLY;
    private static final int ALL = (1 << 9) - 1;

    private KeyUsageRules() {}

    static void check(CertificateView view, Extension extension, DerElement content, boolean tls, Findings findings) {
        int bits = content.namedBits();
        String location = extension.location();
        findings.addIf(bits == 0, Rule.KEY_USAGE_EMPTY, location, "no bit is set");
        findings.addIf(bits > ALL, Rule.KEY_USAGE_EMPTY, location, "a bit past the ninth is set");
        findings.addIf(
                !extension.critical(),
                tls ? Rule.KEY_USAGE_NOT_CRITICAL : Rule.KEY_USAGE_CRITICAL_RECOMMENDED,
                location,
                tls ? "this must be critical" : "this should be critical");
        findings.addIf(
                (bits & Oids.KEY_CERT_SIGN) != 0 && !view.isCa(),
                Rule.KEY_CERT_SIGN_WITHOUT_CA,
                location,
                "keyCertSign is set in a certificate that is no CA's");
        int only = Oids.ENCIPHER_ONLY | Oids.DECIPHER_ONLY;
        boolean onlyWithoutAgreement = (bits & only) != 0 && (bits & Oids.KEY_AGREEMENT) == 0;
        findings.addIf(
                (bits & ~allowed(view.keyAlgorithm())) != 0 || onlyWithoutAgreement,
                Rule.KEY_USAGE_OF_KEY,
                location,
                "a bit is set that is not for a key of this kind");
    }

    private static int allowed(String keyAlgorithm) {
        return switch (keyAlgorithm) {
            case Oids.RSA -> SIGNING | ENCIPHERING; // RFC 3279 section 2.3.1
            case "1.2.840.113549.1.1.10" -> SIGNING; // RSASSA-PSS: RFC 4055 section 1.2
            case Oids.EC -> SIGNING | AGREEING; // RFC 8813 section 3
            case "1.3.101.110", "1.3.101.111" -> AGREEING; // X25519, X448: RFC 8410 section 5
            case "1.3.101.112", "1.3.101.113", "1.2.840.10040.4.1" -> SIGNING; // Ed25519, Ed448, DSA
            default -> ALL;
        };
    }
}
