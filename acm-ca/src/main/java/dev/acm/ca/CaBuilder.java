package dev.acm.ca;

import dev.acm.ca.SigningToken.Decision;
import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.Oids;
import dev.acm.ca.internal.SignatureScheme;
import dev.acm.ca.lint.CertificateLint;
import dev.acm.ca.lint.LintContext;
import dev.acm.ca.lint.LintProfile;
import dev.acm.ca.lint.Rule;
import dev.acm.ca.profile.ValidityWindow;
import dev.acm.spi.AuthorityException;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RetryClass;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes and signs the certificates of a root (BR 7.1.2.1) and of issuing CAs below it (BR 7.1.2.6). */
final class CaBuilder {
    private static final Duration ROOT_VALIDITY = Duration.ofDays(7305);
    private static final Duration ISSUING_VALIDITY = Duration.ofDays(3652);
    // issuing CAs may begin at most one day back (BR 7.1.2.6)
    private static final Duration BACKDATE = Duration.ofHours(1);
    private static final byte[] VERSION_3 = Der.tagged(0, Der.integer(2));

    private final AuthorityOptions options;
    private final Instant now;

    CaBuilder(AuthorityOptions options, Instant now) {
        this.options = options;
        this.now = now;
    }

    /** A self-signed root. */
    byte[] root(byte[] publicKey, CaSigner own) throws AuthorityException {
        byte[] name = name("Root CA");
        byte[] identifier = Extensions.keyIdentifierOf(publicKey);
        List<byte[]> extensions = List.of(
                Extensions.ca(Optional.empty()),
                Extensions.keyUsage(Oids.KEY_CERT_SIGN | Oids.CRL_SIGN),
                Extensions.subjectKeyIdentifier(identifier),
                Extensions.authorityKeyIdentifier(identifier));
        ValidityWindow window = ValidityWindow.of(now, BACKDATE, ROOT_VALIDITY);
        byte[] toBeSigned = toBeSigned(own.scheme(), name, window, name, publicKey, extensions);
        return sign(
                toBeSigned,
                CertificateLint.of(LintProfile.ROOT_CA),
                LintContext.builder().signedAt(now).requestedKey(publicKey).build(),
                own);
    }

    /** An issuing CA that certifies no further CA. */
    byte[] issuing(long generation, byte[] publicKey, X509Certificate root, CaSigner rootSigner)
            throws AuthorityException {
        Issuer above = Issuer.ofRoot(root, rootSigner);
        List<byte[]> extensions = new ArrayList<>(List.of(
                Extensions.ca(Optional.of(0)),
                // digitalSignature for OCSP responses
                Extensions.keyUsage(Oids.DIGITAL_SIGNATURE | Oids.KEY_CERT_SIGN | Oids.CRL_SIGN),
                Extensions.extendedKeyUsage(List.of(Oids.SERVER_AUTH, Oids.CLIENT_AUTH)),
                Extensions.subjectKeyIdentifier(Extensions.keyIdentifierOf(publicKey)),
                Extensions.authorityKeyIdentifier(above.keyIdentifier()),
                Extensions.policy(Oids.ANY_POLICY)));
        if (!options.permittedNames().isEmpty() || !options.excludedNames().isEmpty()) {
            extensions.add(Extensions.nameConstraints(options.permittedNames(), options.excludedNames()));
        }
        ValidityWindow wanted = ValidityWindow.of(now, BACKDATE, ISSUING_VALIDITY);
        Instant notAfter = wanted.notAfter().isAfter(above.notAfter()) ? above.notAfter() : wanted.notAfter();
        byte[] toBeSigned = toBeSigned(
                rootSigner.scheme(),
                above.subject(),
                new ValidityWindow(wanted.notBefore(), notAfter),
                name("Issuing CA " + generation),
                publicKey,
                extensions);
        // where the root's CRL is served is not known here
        Set<Rule> waived = EnumSet.of(Rule.CRLDP_MISSING, Rule.AIA_RECOMMENDED);
        LintContext context = above.context().toBuilder()
                .signedAt(now)
                .requestedKey(publicKey)
                .waive(waived)
                .build();
        return sign(toBeSigned, CertificateLint.of(LintProfile.ISSUING_CA), context, rootSigner);
    }

    private byte[] toBeSigned(
            SignatureScheme scheme,
            byte[] issuer,
            ValidityWindow window,
            byte[] subject,
            byte[] publicKey,
            List<byte[]> extensions) {
        return Der.sequence(
                VERSION_3,
                Der.integer(serial(options.random())),
                scheme.identifier(),
                issuer,
                Der.sequence(Der.time(window.notBefore()), Der.time(window.notAfter())),
                subject,
                publicKey,
                Der.tagged(3, Der.sequence(extensions)));
    }

    private static byte[] sign(byte[] toBeSigned, CertificateLint lint, LintContext context, CaSigner signer)
            throws AuthorityException {
        if (SigningToken.forCertificate(toBeSigned, lint, context) instanceof Decision.Granted granted) {
            return signer.sign(granted.token());
        }
        throw new AuthorityException(
                "the CA certificate would break rules: "
                        + lint.checkToBeSigned(toBeSigned, context).get(0),
                Effect.NONE,
                RetryClass.NEVER,
                null);
    }

    /** 16 octets, positive, of 126 random bits, the same length for all (BR 7.1.2.7: at least 64). */
    static BigInteger serial(SecureRandom random) {
        byte[] octets = new byte[16];
        random.nextBytes(octets);
        octets[0] = (byte) ((octets[0] & 0x3f) | 0x40);
        return new BigInteger(octets);
    }

    private byte[] name(String role) {
        return Der.sequence(
                attribute(Oids.COUNTRY, Der.printable(options.country())),
                attribute(Oids.ORGANIZATION, Der.utf8(options.organization())),
                attribute(Oids.COMMON_NAME, Der.utf8(options.name() + " " + role)));
    }

    private static byte[] attribute(String oid, byte[] value) {
        return Der.setOf(Der.sequence(Der.oid(oid), value));
    }
}
