package dev.acm.request;

import dev.acm.certificate.ExportedCertificate;
import dev.acm.internal.Checks;
import java.util.Arrays;
import java.util.Objects;

/** How a certificate is to be taken out. Immutable but for {@link #destroy}; {@code toString} shows no passphrase. */
public final class ExportRequest {
    private final ExportedCertificate.Form form;
    private final char[] passphrase;
    private final String purpose;

    private ExportRequest(ExportedCertificate.Form form, char[] passphrase, String purpose) {
        this.form = Objects.requireNonNull(form, "form");
        this.passphrase = passphrase.clone();
        this.purpose = Checks.length("purpose", purpose, 1, 60);
    }

    /**
     * Asks for a form.
     *
     * @param form how the key is to be written
     * @param passphrase what encrypts it: 4 to 128 ASCII characters without {@code #}, {@code $}, {@code %} and line breaks,
     *     which is checked by the export; copied
     * @param purpose what for, for the audit log: 1 to 60 characters
     * @return the request
     * @throws IllegalArgumentException if the purpose is of another length
     */
    public static ExportRequest of(ExportedCertificate.Form form, char[] passphrase, String purpose) {
        return new ExportRequest(form, passphrase, purpose);
    }

    /**
     * How the key is to be written.
     *
     * @return the form
     */
    public ExportedCertificate.Form form() {
        return form;
    }

    /**
     * What encrypts it.
     *
     * @return a copy
     */
    public char[] passphrase() {
        return passphrase.clone();
    }

    /**
     * What for.
     *
     * @return 1 to 60 characters
     */
    public String purpose() {
        return purpose;
    }

    /** Clears the copy of the passphrase held here. The request cannot be used afterwards. */
    public void destroy() {
        Arrays.fill(passphrase, '\0');
    }

    @Override
    public String toString() {
        return "ExportRequest[" + form + ", " + purpose + "]";
    }
}
