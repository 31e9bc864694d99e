package dev.acm.ca.csr;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import dev.acm.ca.internal.MalformedDerException;
import dev.acm.ca.internal.SignatureScheme;
import dev.acm.ca.internal.Signatures;
import dev.acm.ca.key.PublicKeyCheck;
import dev.acm.name.NameRules;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A PKCS#10 request, read strictly. Extensions in it are wishes: nothing of them reaches a certificate. Immutable.
 *
 * <p>Source: RFC 2986 section 4.
 */
public final class SigningRequest {
    private final byte[] signedPart;
    private final byte[] publicKey;
    private final DerElement algorithm;
    private final byte[] signature;
    private final boolean versionZero;
    private final RequestedNames names;

    private SigningRequest(DerElement whole) {
        whole.checkDeeply();
        List<DerElement> parts = whole.expect(Der.SEQUENCE).children();
        if (parts.size() != 3) {
            throw whole.malformed("a request has three parts");
        }
        this.signedPart = parts.get(0).encoded();
        this.algorithm = parts.get(1).expect(Der.SEQUENCE);
        this.signature = parts.get(2).bitStringOctets();
        List<DerElement> fields = parts.get(0).expect(Der.SEQUENCE).children();
        if (fields.size() != 4) {
            throw parts.get(0).malformed("the signed part has four parts");
        }
        this.versionZero = fields.get(0).integer().equals(BigInteger.ZERO);
        this.publicKey = fields.get(2).expect(Der.SEQUENCE).encoded();
        DerElement attributes = fields.get(3).expect(0xa0);
        attributes.checkSetOrder();
        this.names = RequestedNames.of(fields.get(1), attributes);
    }

    /**
     * Reads a request.
     *
     * @param der the request
     * @return the request; empty if it is not one in DER
     */
    public static Optional<SigningRequest> read(byte[] der) {
        Objects.requireNonNull(der, "der");
        try {
            return Optional.of(new SigningRequest(DerElement.parse(der.clone())));
        } catch (MalformedDerException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /**
     * The key to certify.
     *
     * @return a copy of the DER SubjectPublicKeyInfo; not checked
     */
    public byte[] publicKey() {
        return publicKey.clone();
    }

    /**
     * The DNS names that are asked for, of the alternative names and the common name.
     *
     * @return lower case, sorted, each once
     */
    public List<String> dnsNames() {
        return names.dnsNames();
    }

    /**
     * The addresses that are asked for.
     *
     * @return canonical text, sorted, each once
     */
    public List<String> addresses() {
        return names.addresses();
    }

    /**
     * The common name of a certificate for these names, if it is to have one: that of the request if it is a DNS name of at
     * most 64 characters; if the request has none, the first alternative name in its order that is so short.
     *
     * @return one of {@link #dnsNames}; empty if the request has another common name, an address for example, or no name is
     *     short enough (BR 7.1.4.2, 7.1.4.3)
     */
    public Optional<String> commonName() {
        return names.commonName();
    }

    /**
     * Which extensions are asked for.
     *
     * @return dotted object identifiers, in the request's order
     */
    public List<String> requestedExtensions() {
        return names.extensions();
    }

    /**
     * Checks the names that are asked for, by the rules for publicly trusted certificates. An authority that has its names from
     * elsewhere need not.
     *
     * @return all faults; empty means none
     */
    public List<RequestFinding> checkNames() {
        return checkNames(NameRules.publicWeb());
    }

    /**
     * Checks the names that are asked for, by an authority's own rules; those of the host's network, for example, by
     * {@link NameRules#privateNames}.
     *
     * @param rules what names may be certified
     * @return all faults, those of form first; empty means none
     */
    public List<RequestFinding> checkNames(NameRules rules) {
        return names.check(Objects.requireNonNull(rules, "rules"));
    }

    /**
     * Checks version, algorithm and signature: that who asks has the private key.
     *
     * @param provider the JCA provider to verify with; empty for the default
     * @return all faults; empty means none
     */
    public List<RequestFinding> checkProof(Optional<Provider> provider) {
        List<RequestFinding> findings = new ArrayList<>();
        if (!versionZero) {
            findings.add(new RequestFinding(RequestFault.BAD_VERSION, "the version is not 0"));
        }
        if (names.hasDuplicates()) {
            findings.add(new RequestFinding(
                    RequestFault.DUPLICATE_EXTENSION, "the request for extensions, or an extension, occurs twice"));
        }
        Optional<SignatureScheme> scheme = SignatureScheme.of(algorithm);
        if (scheme.isEmpty()) {
            findings.add(
                    new RequestFinding(
                            RequestFault.SIGNATURE_ALGORITHM,
                            "the signature's algorithm identifier is none of RSA PKCS#1, RSASSA-PSS or ECDSA with SHA-256 or better"));
        } else if (!fits(scheme.get())) {
            findings.add(new RequestFinding(
                    RequestFault.PUBLIC_KEY, "the key is of no known kind, or does not sign with this algorithm"));
        } else if (!isSigned(scheme.get(), provider)) {
            findings.add(new RequestFinding(
                    RequestFault.BAD_SIGNATURE, "the signature is not that of the key in the request"));
        }
        return List.copyOf(findings);
    }

    private boolean fits(SignatureScheme scheme) {
        return PublicKeyCheck.familyOf(publicKey)
                .filter(scheme.family()::equals)
                .isPresent();
    }

    private boolean isSigned(SignatureScheme scheme, Optional<Provider> provider) {
        try {
            return Signatures.verify(
                    Signatures.publicKey(publicKey, scheme, provider), scheme, provider, signedPart, signature);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false; // a provider says so of signatures and keys that are no such thing
        }
    }
}
