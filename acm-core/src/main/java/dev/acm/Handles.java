package dev.acm;

import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateType;
import dev.acm.event.Caller;
import dev.acm.spi.StoreException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Gives what is asked for its handle: one known by the token of an earlier call, or a fresh one; counted against the quotas
 * before anything else is stored.
 */
final class Handles {
    private final Ports ports;
    private final IdempotencyRecords tokens;
    private final Accounts accounts;

    Handles(Ports ports, IdempotencyRecords tokens, Accounts accounts) {
        this.ports = ports;
        this.tokens = tokens;
        this.accounts = accounts;
    }

    /**
     * What a call says of itself.
     *
     * @param caller who asks
     * @param token by which a repeated call is known
     * @param parameters what a repeated call must have in common with the first
     * @param type what it makes
     * @param at when
     */
    record Ask(
            Caller caller, Optional<String> token, Map<String, String> parameters, CertificateType type, Instant at) {}

    /** The handle it will get, unless another call with the same token is faster. Nothing is stored. */
    CertificateArn foresee(Ask ask) throws StoreException {
        return tokens.known(ask).orElseGet(() -> ports.freshArn(ask.caller().account()));
    }

    /** Counts it and takes the handle; another one if another call with the same token was faster. */
    CertificateArn take(Ask ask, CertificateArn mine) throws StoreException {
        accounts.reserve(ask.type(), mine, ask.at());
        boolean isMine = false;
        try {
            CertificateArn claimed = tokens.claim(ask, mine);
            isMine = claimed.equals(mine);
            return claimed;
        } finally {
            if (!isMine) {
                accounts.release(ask.type(), mine, ask.at());
            }
        }
    }

    /** How many days before its end a certificate of the caller's account is to tell of it. */
    int expiryDays(Caller caller) throws StoreException {
        return accounts.configuration(caller.account()).daysBeforeExpiry();
    }

    /** Makes sure that what is stored now is counted, however long that took. */
    void stored(Ask ask, CertificateArn arn) throws StoreException {
        accounts.confirm(ask.type(), arn, ask.at(), ports.time().instant());
    }
}
