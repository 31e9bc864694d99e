package dev.acm.tls;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;

/**
 * The signatures a key can make, by the names JSSE reports for what a peer accepts ({@code SHA256withECDSA},
 * {@code RSASSA-PSS}…). TLS 1.3 ties a curve to one hash and knows RSA as PSS only (RFC 8446 section 4.2.3); TLS 1.2 takes
 * any hash.
 *
 * @param tls13 the only name that serves in TLS 1.3; empty if none does
 * @param tls12Suffix how a name ends that serves in TLS 1.2
 * @param alsoInBoth a name that serves in either; empty if none does
 */
record SignatureSchemes(String tls13, String tls12Suffix, String alsoInBoth) {
    static SignatureSchemes of(PublicKey key) {
        return switch (key.getAlgorithm()) {
            case "EC" ->
                new SignatureSchemes(
                        key instanceof ECPublicKey ec
                                ? ecdsa(ec.getParams().getOrder().bitLength())
                                : "",
                        "withECDSA",
                        "");
            case "RSA" -> new SignatureSchemes("RSASSA-PSS", "withRSA", "RSASSA-PSS");
            case "RSASSA-PSS" -> new SignatureSchemes("RSASSA-PSS", "RSASSA-PSS", "RSASSA-PSS");
            case "EdDSA" -> edwards(key.getEncoded().length);
            default -> new SignatureSchemes("", "with" + key.getAlgorithm(), key.getAlgorithm());
        };
    }

    private static String ecdsa(int orderBits) {
        return switch (orderBits) {
            case 256 -> "SHA256withECDSA";
            case 384 -> "SHA384withECDSA";
            case 521 -> "SHA512withECDSA";
            default -> "";
        };
    }

    // RFC 8410 section 4: 32 octets of Ed25519 or 57 of Ed448 behind twelve of header
    private static SignatureSchemes edwards(int encodedLength) {
        String name = encodedLength < 64 ? "Ed25519" : "Ed448";
        return new SignatureSchemes(name, name, name);
    }

    boolean accepts(String peerScheme, boolean tls13Plus) {
        return peerScheme.equals(tls13Plus ? tls13 : alsoInBoth) || (!tls13Plus && peerScheme.endsWith(tls12Suffix));
    }
}
