package dev.acm.event;

import dev.acm.internal.Checks;
import java.util.regex.Pattern;

/**
 * On whose behalf a call is made.
 *
 * @param account the owner of what the call concerns; {@code [0-9A-Za-z_-]{1,64}}, twelve digits being ACM's form
 * @param actor who does it, a user or a service; 1 to 200 characters
 * @param source from where, mostly an address; 1 to 200 characters
 */
public record Caller(String account, String actor, String source) {
    private static final Pattern ACCOUNT = Pattern.compile("[0-9A-Za-z_-]{1,64}");

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if a part is empty, too long, or the account has other characters
     */
    public Caller {
        Checks.matches("account", account, ACCOUNT);
        Checks.length("actor", actor, 1, 200);
        Checks.length("source", source, 1, 200);
    }

    /**
     * The application itself, acting for an account.
     *
     * @param account the account
     * @return a caller whose actor is {@code application} and whose source is {@code local}
     */
    public static Caller application(String account) {
        return new Caller(account, "application", "local");
    }
}
