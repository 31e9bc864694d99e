package dev.acm.dcv;

import dev.acm.internal.Checks;
import dev.acm.name.DomainName;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Derives the validation record of an account and a base name: {@code _<32 hex>.<base>. CNAME _<32 hex>.<zone>.}
 *
 * <p>Both tokens are HMAC-SHA-256 under a host secret, labelled, truncated to 128 bits: nothing is stored, every region
 * that has the secret makes the same record, and nobody can guess it. The first secret makes records, all are accepted,
 * so that a secret can be replaced. Immutable and thread-safe; {@code toString} shows no secret.
 */
public final class ValidationTokens {
    private static final int MIN_SECRET_OCTETS = 32;
    private static final int TOKEN_OCTETS = 16;

    // no character that ASCII cannot tell from another, and no NUL
    private static final Pattern ACCOUNT = Pattern.compile("[0-9A-Za-z_-]{1,64}");

    private final List<byte[]> secrets;
    private final DomainName validationDomain;

    private ValidationTokens(List<byte[]> secrets, DomainName validationDomain) {
        this.secrets = secrets;
        this.validationDomain = validationDomain;
    }

    /**
     * Sets up the derivation.
     *
     * @param secrets at least one of at least 32 octets each, copied; the first makes records, all are accepted
     * @param validationDomain the domain the records lead to, one that the host controls; it need not hold any record
     * @return the derivation
     * @throws IllegalArgumentException if there is no secret, one is too short, or the domain is a wildcard
     */
    public static ValidationTokens of(List<byte[]> secrets, DomainName validationDomain) {
        Objects.requireNonNull(validationDomain, "validationDomain");
        Checks.require(!secrets.isEmpty(), "secrets must not be empty");
        for (byte[] secret : secrets) {
            Checks.require(
                    secret.length >= MIN_SECRET_OCTETS, "a secret must have at least 32 octets, got " + secret.length);
        }
        Checks.require(!validationDomain.isWildcard(), "validationDomain must not be a wildcard: " + validationDomain);
        return new ValidationTokens(secrets.stream().map(byte[]::clone).toList(), validationDomain);
    }

    /**
     * The record to publish. A name and its wildcard share one.
     *
     * @param account the owner, {@code [0-9A-Za-z_-]{1,64}}
     * @param name the name
     * @return the record, under the first secret
     * @throws IllegalArgumentException if the account has other characters
     */
    public ResourceRecord record(String account, DomainName name) {
        return derive(secrets.get(0), account, name.base());
    }

    /**
     * The records that prove control: one for each secret.
     *
     * @param account the owner, {@code [0-9A-Za-z_-]{1,64}}
     * @param name the name
     * @return the one to publish first
     * @throws IllegalArgumentException if the account has other characters
     */
    public List<ResourceRecord> accepted(String account, DomainName name) {
        List<ResourceRecord> records = new ArrayList<>();
        for (byte[] secret : secrets) {
            records.add(derive(secret, account, name.base()));
        }
        return List.copyOf(records);
    }

    /**
     * The domain the records lead to.
     *
     * @return the domain
     */
    public DomainName validationDomain() {
        return validationDomain;
    }

    private ResourceRecord derive(byte[] secret, String account, DomainName base) {
        Checks.matches("account", account, ACCOUNT);
        String owner = token(secret, "acm-validation-name", account, base);
        String target = token(secret, "acm-validation-value", account, base);
        return new ResourceRecord(
                "_" + owner + "." + base.value() + ".", "CNAME", "_" + target + "." + validationDomain.value() + ".");
    }

    private static String token(byte[] secret, String label, String account, DomainName base) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            // NUL is in no label, account or name, so the parts cannot run into one another
            mac.update((label + "\0" + account + "\0" + base.value()).getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(Arrays.copyOf(mac.doFinal(), TOKEN_OCTETS));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    @Override
    public String toString() {
        return "ValidationTokens[" + secrets.size() + " secrets, " + validationDomain + "]";
    }
}
