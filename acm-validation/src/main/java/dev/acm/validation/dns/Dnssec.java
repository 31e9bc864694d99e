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
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.xbill.DNS.DClass;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
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
    private final AtomicReference<Chain> current;

    Dnssec(TrustAnchors anchors, Exchange exchange, InstantSource clock) {
        this.anchors = anchors;
        this.exchange = exchange;
        this.clock = clock;
        this.current = new AtomicReference<>(new Chain(newValidator(), clock.instant()));
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
        Judging judging = new Judging(answer, executor, clock.instant());
        CompletionStage<Message> validated;
        try {
            validated = validator().sendAsync(query, judging);
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

    private ValidatingResolver validator() {
        Instant now = clock.instant();
        return current.updateAndGet(chain -> chain.isFresh(now) ? chain : new Chain(newValidator(), now))
                .validator();
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

    private record Chain(ValidatingResolver validator, Instant since) {
        boolean isFresh(Instant now) {
            return !now.isBefore(since) && now.isBefore(since.plus(KEY_LIFETIME));
        }
    }

    /** One judgement under way. The validator hands its executor on to the head, which so knows what it works for. */
    private static final class Judging implements Executor {
        private final AtomicReference<Optional<Message>> answer;
        private final Executor executor;
        private final Instant now;
        private final ConcurrentLinkedQueue<String> troubles = new ConcurrentLinkedQueue<>();
        private final ConcurrentLinkedQueue<String> dates = new ConcurrentLinkedQueue<>();
        private final ConcurrentLinkedQueue<String> excesses = new ConcurrentLinkedQueue<>();

        Judging(Message answer, Executor executor, Instant now) {
            this.answer = new AtomicReference<>(Optional.of(answer));
            this.executor = executor;
            this.now = now;
        }

        /** Remembers dates: the validator says only that the keys do not fit when it is they whose signature has expired. */
        Message noted(Message message) {
            for (int section : new int[] {Section.ANSWER, Section.AUTHORITY}) {
                for (Record record : message.getSection(section)) {
                    if (record instanceof RRSIGRecord signature
                            && signature.getExpire().isBefore(now)) {
                        note(ExtendedErrorCodeOption.SIGNATURE_EXPIRED, signature, "expired " + signature.getExpire());
                    } else if (record instanceof RRSIGRecord signature
                            && signature.getTimeSigned().isAfter(now)) {
                        note(
                                ExtendedErrorCodeOption.SIGNATURE_NOT_YET_VALID,
                                signature,
                                "begins " + signature.getTimeSigned());
                    }
                }
            }
            return message;
        }

        private void note(int code, RRSIGRecord signature, String what) {
            dates.add("EDE " + code + " (" + ExtendedErrorCodeOption.text(code) + "): RRSIG "
                    + Type.string(signature.getTypeCovered()) + " " + signature.getName() + " " + what + "; ");
        }

        String code(Message message) {
            if (!dates.isEmpty()) {
                return dates.peek();
            }
            return Reply.extendedError(message)
                    .map(e -> e.contains(":") ? e.substring(0, e.indexOf(':')) + ": " : e + ": ")
                    .orElse("");
        }

        @Override
        public void execute(Runnable command) {
            executor.execute(command);
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
            return exchange.ask(name, type, judging.executor).thenApply(reply -> {
                if (reply.message().isEmpty()) {
                    judging.troubles.add(
                            Type.string(type) + " " + name + ": " + reply.status() + " from " + reply.server());
                    return failure(query);
                }
                Message message =
                        AnswerSections.of(reply.message().get(), name, type).toMessage(query.getQuestion());
                Optional<String> excess = excess(message);
                if (excess.isPresent()) {
                    judging.excesses.add(excess.get());
                    return failure(query);
                }
                if (type == Type.DNSKEY && anchors.isAt(name) && !isSigned(message)) {
                    judging.troubles.add("the keys of " + name + " came without signatures from " + reply.server()
                            + ", which hands over no DNSSEC records");
                    return failure(query);
                }
                message.getHeader().setID(query.getHeader().getID());
                return judging.noted(message);
            });
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
