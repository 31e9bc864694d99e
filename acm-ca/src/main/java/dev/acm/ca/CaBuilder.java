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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes and signs the certificates of a root (BR 7.1.2.1), of issuing CAs (BR 7.1.2.6) and OCSP responders below it. */
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

    /** The to-be-signed octets of a self-signed root. */
    byte[] root(byte[] publicKey, SignatureScheme scheme) {
        byte[] name = name("Root CA");
        byte[] identifier = Extensions.keyIdentifierOf(publicKey);
        List<byte[]> extensions = List.of(
                Extensions.ca(Optional.empty()),
                Extensions.keyUsage(Oids.KEY_CERT_SIGN | Oids.CRL_SIGN),
                Extensions.subjectKeyIdentifier(identifier),
                Extensions.authorityKeyIdentifier(identifier));
        ValidityWindow window = ValidityWindow.of(now, BACKDATE, ROOT_VALIDITY);
        return toBeSigned(scheme, SerialNumber.random(options.random()), name, window, name, publicKey, extensions);
    }

    byte[] signRoot(byte[] toBeSigned, byte[] publicKey, CaSigner own) throws AuthorityException {
        LintContext context =
                LintContext.builder().signedAt(now).requestedKey(publicKey).build();
        return sign(toBeSigned, CertificateLint.of(LintProfile.ROOT_CA), context, own);
    }

    /** The to-be-signed octets of an issuing CA that certifies no further CA. */
    byte[] issuing(long generation, byte[] publicKey, Issuer root) {
        List<byte[]> extensions = new ArrayList<>(List.of(
                Extensions.ca(Optional.of(0)),
                // digitalSignature for OCSP responses
                Extensions.keyUsage(Oids.DIGITAL_SIGNATURE | Oids.KEY_CERT_SIGN | Oids.CRL_SIGN),
                Extensions.extendedKeyUsage(List.of(Oids.SERVER_AUTH, Oids.CLIENT_AUTH)),
                Extensions.subjectKeyIdentifier(Extensions.keyIdentifierOf(publicKey)),
                Extensions.authorityKeyIdentifier(root.keyIdentifier()),
                Extensions.policy(Oids.ANY_POLICY)));
        if (!options.permittedNames().isEmpty() || !options.excludedNames().isEmpty()) {
            extensions.add(Extensions.nameConstraints(options.permittedNames(), options.excludedNames()));
        }
        PublicationOptions publication = options.publication();
        Extensions.authorityInformation(publication.rootUrl(root), Optional.empty())
                .ifPresent(extensions::add);
        publication.rootCrlUrl(root).map(Extensions::crlDistributionPoint).ifPresent(extensions::add);
        return toBeSigned(
                root.signer().scheme(),
                SerialNumber.random(options.random()),
                root.subject(),
                within(root, ISSUING_VALIDITY),
                name("Issuing CA " + generation),
                publicKey,
                extensions);
    }

    byte[] signIssuing(byte[] toBeSigned, byte[] publicKey, Issuer root) throws AuthorityException {
        // a host that serves no CRL of the root has none to name
        Set<Rule> waived = EnumSet.noneOf(Rule.class);
        if (options.publication().rootCrlUrl(root).isEmpty()) {
            waived.add(Rule.CRLDP_MISSING);
        }
        if (options.publication().rootUrl(root).isEmpty()) {
            waived.add(Rule.AIA_RECOMMENDED);
        }
        LintContext context = root.context().toBuilder()
                .signedAt(now)
                .requestedKey(publicKey)
                .waive(waived)
                .build();
        return sign(toBeSigned, CertificateLint.of(LintProfile.ISSUING_CA), context, root.signer());
    }

    /** The to-be-signed octets of a delegated OCSP responder (BR 7.1.2.8). */
    byte[] responder(byte[] publicKey, SerialNumber serial, Issuer issuer, Duration validity) {
        return toBeSigned(
                issuer.signer().scheme(),
                serial,
                issuer.subject(),
                within(issuer, validity),
                name("OCSP Responder"),
                publicKey,
                List.of(
                        Extensions.keyUsage(Oids.DIGITAL_SIGNATURE),
                        Extensions.extendedKeyUsage(List.of(Oids.OCSP_SIGNING)),
                        Extensions.noCa(),
                        Extensions.authorityKeyIdentifier(issuer.keyIdentifier()),
                        Extensions.ocspNoCheck()));
    }

    byte[] signResponder(byte[] toBeSigned, byte[] publicKey, Issuer issuer) throws AuthorityException {
        LintContext context = issuer.context().toBuilder()
                .signedAt(now)
                .requestedKey(publicKey)
                .build();
        return sign(toBeSigned, CertificateLint.of(LintProfile.OCSP_RESPONDER), context, issuer.signer());
    }

    private ValidityWindow within(Issuer issuer, Duration length) {
        ValidityWindow wanted = ValidityWindow.of(now, BACKDATE, length);
        return new ValidityWindow(
                wanted.notBefore(),
                wanted.notAfter().isAfter(issuer.notAfter()) ? issuer.notAfter() : wanted.notAfter());
    }

    private static byte[] toBeSigned(
            SignatureScheme scheme,
            SerialNumber serial,
            byte[] issuer,
            ValidityWindow window,
            byte[] subject,
            byte[] publicKey,
            List<byte[]> extensions) {
        return Der.sequence(
                VERSION_3,
                Der.integer(serial.value()),
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
