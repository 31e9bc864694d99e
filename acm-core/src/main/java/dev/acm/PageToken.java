package dev.acm;

import dev.acm.error.Finding;
import dev.acm.error.InvalidRequestException;
import dev.acm.internal.Checks;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Where a list goes on. Its text is bound to the query it came of. */
final class PageToken {
    private static final int LONGEST = 10_000;
    private static final String SEPARATOR = "\n";

    private PageToken() {}

    static String write(ListQuery query, String... parts) {
        String text = digest(query) + SEPARATOR + String.join(SEPARATOR, parts);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The parts that were written. */
    static List<String> read(ListQuery query, String token, int parts) {
        if (token.isEmpty() || token.length() > LONGEST) {
            throw refused(token, "a token has 1 to " + LONGEST + " characters");
        }
        String text;
        try {
            text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw refused(token, "this is no token of a list");
        }
        String[] read = text.split(SEPARATOR, parts + 1);
        if (read.length != parts + 1) {
            throw refused(token, "this is no token of a list");
        }
        if (!read[0].equals(digest(query))) {
            throw refused(token, "the token belongs to a query with other conditions or another order");
        }
        return Arrays.asList(read).subList(1, read.length);
    }

    static InvalidRequestException refused(String token, String why) {
        return new InvalidRequestException(List.of(new Finding(
                "list:token",
                "token",
                Checks.shorten(token),
                why,
                "Give the nextToken of the page before, with the same query; or begin at the first page.")));
    }

    private static String digest(ListQuery query) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(query.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
