package dev.acm.certificate;

import dev.acm.internal.Checks;
import dev.acm.internal.Word;
import java.util.Objects;
import java.util.UUID;

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
    private static final Word PART = Word.of("[0-9A-Za-z_-]", 1, 64);
    private static final String PREFIX = "arn:";
    private static final String SERVICE = ":acm:";
    private static final String KIND = ":certificate/";
    private static final int UUID_LENGTH = 36;

    /**
     * Checks each part.
     *
     * @throws IllegalArgumentException if a part has other characters or another length
     */
    public CertificateArn {
        PART.check("partition", partition);
        PART.check("region", region);
        PART.check("account", account);
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
        int partition = PREFIX.length();
        int service = text.indexOf(':', partition);
        int region = service + SERVICE.length();
        int account = text.indexOf(':', region) + 1;
        int kind = text.indexOf(':', account);
        int id = kind + KIND.length();
        boolean formed = text.startsWith(PREFIX)
                && service > 0
                && text.startsWith(SERVICE, service)
                && account > 0
                && text.startsWith(KIND, kind)
                && isUuid(text, id);
        if (formed) {
            String[] parts = {
                text.substring(partition, service), text.substring(region, account - 1), text.substring(account, kind)
            };
            if (PART.test(parts[0]) && PART.test(parts[1]) && PART.test(parts[2])) {
                return new CertificateArn(parts[0], parts[1], parts[2], UUID.fromString(text.substring(id)));
            }
        }
        throw new IllegalArgumentException("not a certificate ARN: '" + Checks.shorten(text)
                + "'; wanted arn:<partition>:acm:<region>:<account>:certificate/<uuid>");
    }

    // in its one canonical form: lower case, all digits
    private static boolean isUuid(String text, int from) {
        if (text.length() - from != UUID_LENGTH) {
            return false;
        }
        for (int i = 0; i < UUID_LENGTH; i++) {
            char c = text.charAt(from + i);
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? c != '-' : !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return PREFIX + partition + SERVICE + region + ":" + account + KIND + id;
    }
}
