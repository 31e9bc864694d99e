package dev.acm.key;

import dev.acm.internal.Checks;

/**
 * Why a sealed key is opened, and for whom. Every call that reads a private key needs one, so all such places can be found.
 *
 * @param reason the reason, for example {@code deploy}; 1 to 100 characters
 * @param actor on whose behalf; 1 to 200 characters
 */
public record KeyUse(String reason, String actor) {
    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if a part is empty or too long
     */
    public KeyUse {
        Checks.length("reason", reason, 1, 100);
        Checks.length("actor", actor, 1, 200);
    }
}
