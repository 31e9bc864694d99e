package dev.acm.certificate;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A certificate with its private key, encrypted, to be used outside. Immutable; {@code toString} shows no content. */
public final class ExportedCertificate {
    private final CertificateArn arn;
    private final long generation;
    private final CertificateChain chain;
    private final Form form;
    private final byte[] content;

    /**
     * Collects the parts; the array is copied.
     *
     * @param arn the certificate
     * @param generation which of its generations
     * @param chain the chain, the leaf first
     * @param form how the key is written
     * @param content the key as encrypted PKCS#8 in PEM, or the whole as PKCS#12
     */
    public ExportedCertificate(CertificateArn arn, long generation, CertificateChain chain, Form form, byte[] content) {
        this.arn = Objects.requireNonNull(arn, "arn");
        this.generation = generation;
        this.chain = Objects.requireNonNull(chain, "chain");
        this.form = Objects.requireNonNull(form, "form");
        this.content = content.clone();
    }

    /**
     * The certificate's handle.
     *
     * @return the handle
     */
    public CertificateArn arn() {
        return arn;
    }

    /**
     * Which generation it is.
     *
     * @return 1 and up
     */
    public long generation() {
        return generation;
    }

    /**
     * The whole chain.
     *
     * @return the leaf first
     */
    public CertificateChain chain() {
        return chain;
    }

    /**
     * How the key is written.
     *
     * @return the form
     */
    public Form form() {
        return form;
    }

    /**
     * The certificate itself, as PEM.
     *
     * @return one block
     */
    public String certificate() {
        return pem(0, 1);
    }

    /**
     * Those that certify it, as PEM, in order and without the certificate itself.
     *
     * @return one block each; empty text if there are none
     */
    public String certificateChain() {
        return pem(1, chain.certificates().size());
    }

    private String pem(int from, int to) {
        return from == to
                ? ""
                : CertificateChain.of(chain.certificates().subList(from, to)).toPem();
    }

    /**
     * The key, as PEM: one block {@code ENCRYPTED PRIVATE KEY} (PKCS#8).
     *
     * @return the block
     * @throws IllegalStateException if it was exported as PKCS#12
     */
    public String privateKey() {
        return new String(content(Form.PEM), StandardCharsets.US_ASCII);
    }

    /**
     * The whole as a PKCS#12 file, the key under the alias {@code certificate}.
     *
     * @return a copy of the file
     * @throws IllegalStateException if it was exported as PEM
     */
    public byte[] pkcs12() {
        return content(Form.PKCS12);
    }

    private byte[] content(Form wanted) {
        if (form != wanted) {
            throw new IllegalStateException("it was exported as " + form + ", not as " + wanted);
        }
        return content.clone();
    }

    @Override
    public String toString() {
        return "ExportedCertificate[" + arn + ", generation " + generation + ", " + form + "]";
    }

    /** How a key is written. JKS is none of them: it does not protect what it holds. */
    public enum Form {
        /** Encrypted PKCS#8, certificate and chain apart, all as PEM. */
        PEM,
        /** One PKCS#12 file with all of them. */
        PKCS12
    }
}
