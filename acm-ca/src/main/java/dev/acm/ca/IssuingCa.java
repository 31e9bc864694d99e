package dev.acm.ca;

import dev.acm.ca.pem.PemException;
import dev.acm.ca.pem.PemReader;
import dev.acm.ca.pem.Pkcs12;
import dev.acm.certificate.CertificateChain;
import dev.acm.spi.AuthorityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.util.Objects;
import java.util.Optional;

/** A CA that exists already: its certificate, those above it, and its key. Checked by {@link EmbeddedAuthority#over}. Immutable. */
public final class IssuingCa {
    private final CertificateChain chain;
    private final PrivateKey key;
    private final Optional<Provider> token;

    private IssuingCa(CertificateChain chain, PrivateKey key, Optional<Provider> token) {
        this.chain = Objects.requireNonNull(chain, "chain");
        this.key = Objects.requireNonNull(key, "key");
        this.token = token;
    }

    /**
     * A CA with a key that has an encoding, or that a registered provider signs with.
     *
     * @param chain the CA's certificate first, then those above it, the root last
     * @param key the CA's key
     * @return the CA
     */
    public static IssuingCa of(CertificateChain chain, PrivateKey key) {
        return new IssuingCa(chain, key, Optional.empty());
    }

    /**
     * A CA with a key that does not leave its provider, for example an HSM's. Nothing but this key's signatures is asked of
     * the provider.
     *
     * @param chain the CA's certificate first, then those above it, the root last
     * @param key the CA's key, or a handle of it
     * @param provider signs with the key; need not be registered
     * @return the CA
     */
    public static IssuingCa of(CertificateChain chain, PrivateKey key, Provider provider) {
        return new IssuingCa(chain, key, Optional.of(provider));
    }

    /**
     * A CA in PEM.
     *
     * @param certificates blocks {@code CERTIFICATE}: the CA's first, then those above it, the root last
     * @param privateKey one block: PKCS#8 plain or encrypted, PKCS#1, or SEC 1
     * @param passphrase for an encrypted key; not changed
     * @return the CA
     * @throws PemException if either does not read
     */
    public static IssuingCa fromPem(String certificates, String privateKey, Optional<char[]> passphrase)
            throws PemException {
        return of(PemReader.readCertificates(certificates), PemReader.readPrivateKey(privateKey, passphrase));
    }

    /**
     * A CA in a PKCS#12 file.
     *
     * @param file the file, with one private key and its chain up to the root
     * @param passphrase its passphrase; not changed
     * @return the CA
     * @throws PemException if the file does not open, or has not exactly one key
     */
    public static IssuingCa fromPkcs12(byte[] file, char[] passphrase) throws PemException {
        Pkcs12.Entry entry = Pkcs12.read(file, passphrase);
        return of(entry.chain(), entry.key());
    }

    /**
     * The certificates.
     *
     * @return the CA's own first
     */
    public CertificateChain chain() {
        return chain;
    }

    Issuer issuer(AuthorityOptions options) throws AuthorityException {
        return Issuer.of(chain.certificates(), key, token, options);
    }

    /** Names the certificate and not the key. */
    @Override
    public String toString() {
        return "IssuingCa[" + chain.leaf().getSubjectX500Principal() + "]";
    }
}
