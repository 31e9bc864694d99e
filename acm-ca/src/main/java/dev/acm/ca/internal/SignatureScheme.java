package dev.acm.ca.internal;

import dev.acm.certificate.KeyAlgorithm;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Signature algorithms with the only encoding each may have (BR 7.1.3.2). */
public enum SignatureScheme {
    /** RSASSA-PKCS1-v1_5 with SHA-256. */
    RSA_SHA256("RSA", "SHA256withRSA", "300d06092a864886f70d01010b0500"),
    /** RSASSA-PKCS1-v1_5 with SHA-384. */
    RSA_SHA384("RSA", "SHA384withRSA", "300d06092a864886f70d01010c0500"),
    /** RSASSA-PKCS1-v1_5 with SHA-512. */
    RSA_SHA512("RSA", "SHA512withRSA", "300d06092a864886f70d01010d0500"),
    /** RSASSA-PSS with SHA-256, MGF1 with SHA-256, salt of 32 octets. */
    PSS_SHA256(
            "RSA",
            "RSASSA-PSS",
            "304106092a864886f70d01010a3034a00f300d0609608648016503040201"
                    + "0500a11c301a06092a864886f70d010108300d0609608648016503040201" + "0500a203020120"),
    /** RSASSA-PSS with SHA-384, MGF1 with SHA-384, salt of 48 octets. */
    PSS_SHA384(
            "RSA",
            "RSASSA-PSS",
            "304106092a864886f70d01010a3034a00f300d0609608648016503040202"
                    + "0500a11c301a06092a864886f70d010108300d0609608648016503040202" + "0500a203020130"),
    /** RSASSA-PSS with SHA-512, MGF1 with SHA-512, salt of 64 octets. */
    PSS_SHA512(
            "RSA",
            "RSASSA-PSS",
            "304106092a864886f70d01010a3034a00f300d0609608648016503040203"
                    + "0500a11c301a06092a864886f70d010108300d0609608648016503040203" + "0500a203020140"),
    /** ECDSA on P-256 with SHA-256. */
    ECDSA_P256("EC", "SHA256withECDSA", "300a06082a8648ce3d040302"),
    /** ECDSA on P-384 with SHA-384. */
    ECDSA_P384("EC", "SHA384withECDSA", "300a06082a8648ce3d040303"),
    /** ECDSA on P-521 with SHA-512. */
    ECDSA_P521("EC", "SHA512withECDSA", "300a06082a8648ce3d040304");

    private static final List<SignatureScheme> ALL = List.of(values());

    private final String family;
    private final String jcaName;

    @SuppressWarnings("ImmutableEnumChecker") // neither handed out nor written to
    private final byte[] identifier;

    SignatureScheme(String family, String jcaName, String identifierHex) {
        this.family = family;
        this.jcaName = jcaName;
        this.identifier = HexFormat.of().parseHex(identifierHex);
    }

    /** The scheme a key of this algorithm signs with. */
    public static SignatureScheme of(KeyAlgorithm algorithm) {
        return switch (algorithm) {
            case RSA_1024, RSA_2048, RSA_3072, RSA_4096 -> RSA_SHA256;
            case EC_prime256v1 -> ECDSA_P256;
            case EC_secp384r1 -> ECDSA_P384;
            case EC_secp521r1 -> ECDSA_P521;
        };
    }

    /** The scheme with exactly this AlgorithmIdentifier. */
    public static Optional<SignatureScheme> of(DerElement identifier) {
        for (SignatureScheme scheme : ALL) {
            if (identifier.encodedEquals(scheme.identifier)) {
                return Optional.of(scheme);
            }
        }
        return Optional.empty();
    }

    /** Whether the algorithm is one of these, however it is encoded; the parameters of RSASSA-PSS may differ (RFC 4055). */
    public static boolean isKnown(DerElement identifier) {
        String oid = identifier.expect(Der.SEQUENCE).children().get(0).oid();
        for (SignatureScheme scheme : ALL) {
            if (!scheme.isPss()
                    && DerElement.parse(scheme.identifier)
                            .children()
                            .get(0)
                            .oid()
                            .equals(oid)) {
                return true;
            }
        }
        return false;
    }

    /** The JCA name of the key family. */
    public String family() {
        return family;
    }

    /** The JCA name of the signature. */
    public String jcaName() {
        return jcaName;
    }

    /** What the JCA signature must be told besides its name: hash, mask and salt of RSASSA-PSS. */
    Optional<AlgorithmParameterSpec> parameters() {
        return switch (this) {
            case PSS_SHA256 -> Optional.of(pss(MGF1ParameterSpec.SHA256, 32));
            case PSS_SHA384 -> Optional.of(pss(MGF1ParameterSpec.SHA384, 48));
            case PSS_SHA512 -> Optional.of(pss(MGF1ParameterSpec.SHA512, 64));
            default -> Optional.empty();
        };
    }

    private static PSSParameterSpec pss(MGF1ParameterSpec hash, int saltOctets) {
        return new PSSParameterSpec(
                hash.getDigestAlgorithm(), "MGF1", hash, saltOctets, PSSParameterSpec.TRAILER_FIELD_BC);
    }

    private boolean isPss() {
        return parameters().isPresent();
    }

    /** A copy of the AlgorithmIdentifier. */
    public byte[] identifier() {
        return identifier.clone();
    }

    /** Whether a key of this algorithm makes such signatures: the hash is bound to the curve. */
    public boolean fits(KeyAlgorithm algorithm) {
        return family.equals("RSA") ? algorithm.family().equals("RSA") : of(algorithm) == this;
    }
}
