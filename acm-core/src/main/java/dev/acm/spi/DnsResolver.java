package dev.acm.spi;

import java.util.concurrent.CompletionStage;

/**
 * Asks DNS.
 *
 * <ul>
 *   <li>D1 MUST NOT throw for DNS trouble: it returns status, records, each CNAME, security, and which server said so.
 *   <li>D2 One resolver is one vantage point, which it MUST name, always the same; a policy over several combines their
 *       answers.
 * </ul>
 *
 * <p>Must be safe to call from many threads.
 */
public interface DnsResolver {
    /**
     * Asks one question. The stage completes normally, also in case of trouble, and within a bounded time.
     *
     * @param question the question
     * @return the answer
     */
    CompletionStage<DnsAnswer> ask(DnsQuestion question);

    /**
     * Names the vantage point, for people.
     *
     * @return for example {@code 192.0.2.53:53}
     */
    String vantagePoint();
}
