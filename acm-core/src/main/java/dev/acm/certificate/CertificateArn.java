package dev.acm.certificate;

import dev.acm.internal.Checks;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The durable handle of a certificate: it survives renewal and re-import.
 *
 * <p>Text form: {@code arn:<partition>:acm:<region>:<account>:certificate/<uuid>}.
 *
 * @param partition which installation; 1 to 64 characters of {@code [0-9A-Za-z_-]}
 * @param region where the store lives; same characters
 * @param account the owner; same characters (ACM's form is twelve digits)
 * @param id the certificate's own part
 */
public record CertificateArn(String partition, String region, String account, UUID id) {
    private static final Pattern PART = Pattern.compile("[0-9A-Za-z_-]{1,64}");
    private static final Pattern ARN =
            Pattern.compile("arn:([0-9A-Za-z_-]{1,64}):acm:([0-9A-Za-z_-]{1,64}):([0-9A-Za-z_-]{1,64}):certificate/"
                    + "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})");

    /**
     * Checks each part.
     *
     * @throws IllegalArgumentException if a part has other characters or another length
     */
    public CertificateArn {
        Checks.matches("partition", partition, PART);
        Checks.matches("region", region, PART);
        Checks.matches("account", account, PART);
        Objects.requireNonNull(id, "id");
    }

    /**
     * Reads the text form.
     *
     * @param text the text
     * @return the handle
     * @throws IllegalArgumentException if {@code text} is no such handle
     */
    public static CertificateArn parse(String text) {
        Objects.requireNonNull(text, "text");
        Matcher matcher = ARN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a certificate ARN: '" + Checks.shorten(text)
                    + "'; wanted arn:<partition>:acm:<region>:<account>:certificate/<uuid>");
        }
        return new CertificateArn(
                matcher.group(1), matcher.group(2), matcher.group(3), UUID.fromString(matcher.group(4)));
    }

    @Override
    public String toString() {
        return "arn:" + partition + ":acm:" + region + ":" + account + ":certificate/" + id;
    }
}
