package dev.acm.validation.dns;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.xbill.DNS.Name;

/** Gets one answer, from a recursive server or from the zone's own. Completes normally always. */
interface Exchange {
    CompletionStage<Reply> ask(Name name, int type, Executor executor);
}
