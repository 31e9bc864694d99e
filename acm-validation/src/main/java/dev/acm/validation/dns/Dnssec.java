package dev.acm.validation.dns;

import dev.acm.spi.DnsAnswer.Security;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.xbill.DNS.DClass;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSEC3Record;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;
import org.xbill.DNS.dnssec.ValidatingResolver;

/**
 * Judges answers by DNSSEC (RFC 4035 section 5) with dnsjava's validator, and closes its gaps: a chain of trust that could not be
 * fetched is indeterminate and not unchecked, and "insecure" counts only with the validator's proof.
 */
final class Dnssec {
    /** Keys may be this old by the injected clock; then the chain of trust is fetched and its dates are judged anew. */
    private static final Duration KEY_LIFETIME = Duration.ofMinutes(30);

    /** RFC 9276 section 3.2 lets more be taken for an unsigned zone; here they prove nothing, since absence of CAA permits. */
    private static final int MAX_ITERATIONS = 100;

    private final TrustAnchors anchors;
    private final Exchange exchange;
    private final InstantSource clock;
    private final UnaryOperator<Resolver> watched;
    private final AtomicReference<Chain> current;

    Dnssec(TrustAnchors anchors, Exchange exchange, InstantSource clock) {
        this(anchors, exchange, clock, UnaryOperator.identity());
    }

    /** The last argument wraps each validator, to see what it is given. */
    Dnssec(TrustAnchors anchors, Exchange exchange, InstantSource clock, UnaryOperator<Resolver> watched) {
        this.anchors = anchors;
        this.exchange = exchange;
        this.clock = clock;
        this.watched = watched;
        this.current = new AtomicReference<>(newChain(clock.instant()));
    }

    /** What DNSSEC says, and why when it is not simply secure. */
    record Verdict(Security security, Optional<String> detail) {}

    CompletionStage<Verdict> judge(Name name, int type, AnswerSections sections, Executor executor) {
        if (anchors.reasonForNone().isPresent()) {
            return CompletableFuture.completedFuture(new Verdict(Security.INSECURE, Optional.empty()));
        }
        if (!anchors.covers(name)) {
            return CompletableFuture.completedFuture(
                    new Verdict(Security.INDETERMINATE, Optional.of("DNSSEC: no trust anchor is above " + name)));
        }
        Message query = Message.newQuery(Record.newRecord(name, sections.provenType(type), DClass.IN));
        Message answer = sections.toMessage(query.getQuestion());
        Optional<String> excess = excess(answer);
        if (excess.isPresent()) {
            return CompletableFuture.completedFuture(new Verdict(Security.INDETERMINATE, excess));
        }
        Instant now = clock.instant();
        Chain chain = chain(now);
        Proven.Evidence whole = Proven.answer(answer, now);
        if (chain.proven().holds(whole, now)) {
            return CompletableFuture.completedFuture(new Verdict(Security.SECURE, Optional.empty()));
        }
        Optional<Proven.Evidence> soa = Proven.soa(answer, now);
        boolean soaIsProven =
                soa.filter(evidence -> chain.proven().holds(evidence, now)).isPresent();
        Judging judging = new Judging(soaIsProven ? Proven.withoutSoa(answer) : answer, executor, now);
        return validate(chain, query, judging).thenApply(verdict -> {
            if (verdict.security() == Security.SECURE) {
                chain.proven().remember(whole, now);
                soa.ifPresent(evidence -> chain.proven().remember(evidence, now));
            }
            return verdict;
        });
    }

    private static CompletionStage<Verdict> validate(Chain chain, Message query, Judging judging) {
        CompletionStage<Message> validated;
        try {
            validated = chain.validator().sendAsync(query, judging);
        } catch (RuntimeException e) {
            validated = CompletableFuture.failedFuture(e);
        }
        return validated.handle((message, error) -> message != null
                ? verdict(message, judging)
                : new Verdict(Security.INDETERMINATE, Optional.of("DNSSEC: the validator failed: " + error)));
    }

    private static Verdict verdict(Message message, Judging judging) {
        if (message.getHeader().getFlag(Flags.AD)) {
            return new Verdict(Security.SECURE, Optional.empty());
        }
        if (!judging.excesses.isEmpty()) {
            return new Verdict(Security.INDETERMINATE, Optional.of(judging.excesses.peek()));
        }
        if (!judging.troubles.isEmpty()) {
            return new Verdict(
                    Security.INDETERMINATE,
                    Optional.of("DNSSEC: the chain of trust could not be fetched: "
                            + String.join(
                                    "; ", judging.troubles.stream().limit(3).toList())));
        }
        Optional<String> reason = reason(message);
        int rcode = message.getHeader().getRcode();
        if (rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN) {
            return new Verdict(
                    Security.BOGUS, Optional.of("DNSSEC bogus: " + judging.code(message) + reason.orElse("")));
        }
        return reason.isPresent()
                ? new Verdict(Security.INSECURE, Optional.empty())
                : new Verdict(Security.INDETERMINATE, Optional.of("DNSSEC: not proven secure, nor insecure"));
    }

    private static Optional<String> excess(Message message) {
        return message.getSection(Section.AUTHORITY).stream()
                .filter(r -> r instanceof NSEC3Record nsec3 && nsec3.getIterations() > MAX_ITERATIONS)
                .map(r -> "DNSSEC: NSEC3 with " + ((NSEC3Record) r).getIterations() + " iterations, more than "
                        + MAX_ITERATIONS + " (RFC 9276)")
                .findFirst();
    }

    private static Optional<String> reason(Message message) {
        return message.getSection(Section.ADDITIONAL).stream()
                .filter(r -> r instanceof TXTRecord && r.getDClass() == ValidatingResolver.VALIDATION_REASON_QCLASS)
                .map(r -> String.join("", ((TXTRecord) r).getStrings()))
                .findFirst();
    }

    private Chain chain(Instant now) {
        return current.updateAndGet(chain -> chain.isFresh(now) ? chain : newChain(now));
    }

    private Chain newChain(Instant now) {
        return new Chain(watched.apply(newValidator()), now, new Proven());
    }

    private ValidatingResolver newValidator() {
        ValidatingResolver validator = new ValidatingResolver(new Head(), clock.withZone(ZoneOffset.UTC));
        try {
            // a system property may have loaded others behind the host's back
            validator.getTrustAnchors().clear();
            validator.loadTrustAnchors(anchors.toZoneFile());
        } catch (IOException e) {
            throw new IllegalStateException("the anchors were parsed before", e);
        }
        if (anchors.reasonForNone().isEmpty()
                && validator.getTrustAnchors().items().isEmpty()) {
            throw new IllegalStateException("the validator has no trust anchor: it would take everything for insecure");
        }
        return validator;
    }

    /** Keys, and what was proven with them. */
    private record Chain(Resolver validator, Instant since, Proven proven) {
        boolean isFresh(Instant now) {
            return !now.isBefore(since) && now.isBefore(since.plus(KEY_LIFETIME));
        }
    }

    /** What the validator asks through: first it is given the answer at hand, then it fetches keys. */
    private final class Head implements Resolver {
        @Override
        public CompletionStage<Message> sendAsync(Message query, Executor executor) {
            if (!(executor instanceof Judging judging)) {
                return CompletableFuture.failedFuture(new IOException("asked without its judgement"));
            }
            Optional<Message> answer = judging.answer.getAndSet(Optional.empty());
            if (answer.isPresent()) {
                Message handed = answer.get();
                handed.getHeader().setID(query.getHeader().getID());
                return CompletableFuture.completedFuture(judging.noted(handed));
            }
            Name name = query.getQuestion().getName();
            int type = query.getQuestion().getType();
            CompletionStage<Message> keys = exchange.ask(name, type, judging.executor)
                    .thenApply(reply -> {
                        if (reply.message().isEmpty()) {
                            judging.troubles.add(
                                    Type.string(type) + " " + name + ": " + reply.status() + " from " + reply.server());
                            return failure(query);
                        }
                        Message message = AnswerSections.of(reply.message().get(), name, type)
                                .toMessage(query.getQuestion());
                        Optional<String> excess = excess(message);
                        if (excess.isPresent()) {
                            judging.excesses.add(excess.get());
                            return failure(query);
                        }
                        if (type == Type.DNSKEY && anchors.isAt(name) && !isSigned(message)) {
                            judging.troubles.add("the keys of " + name + " came without signatures from "
                                    + reply.server() + ", which hands over no DNSSEC records");
                            return failure(query);
                        }
                        message.getHeader().setID(query.getHeader().getID());
                        return judging.noted(message);
                    });
            return HostedFuture.of(keys, judging.executor);
        }

        private boolean isSigned(Message message) {
            return message.getSection(Section.ANSWER).stream().anyMatch(RRSIGRecord.class::isInstance);
        }

        /** As a message and not as an exception, which the validator would swallow on its way to a denial. */
        private Message failure(Message query) {
            Message message = new Message(query.getHeader().getID());
            message.getHeader().setFlag(Flags.QR);
            message.getHeader().setRcode(Rcode.SERVFAIL);
            message.addRecord(query.getQuestion(), Section.QUESTION);
            return message;
        }

        @Override
        public Duration getTimeout() {
            return Duration.ZERO;
        }

        @Override
        public void setPort(int port) {}

        @Override
        public void setTCP(boolean flag) {}

        @Override
        public void setIgnoreTruncation(boolean flag) {}

        @Override
        public void setEDNS(int version, int payloadSize, int flags, List<EDNSOption> options) {}

        @Override
        public void setTSIGKey(TSIG key) {}

        @Override
        public void setTimeout(Duration timeout) {}
    }
}
