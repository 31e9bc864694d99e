package dev.acm.validation.dns;

import dev.acm.spi.DnsAnswer;
import dev.acm.spi.DnsAnswer.Security;
import dev.acm.spi.DnsAnswer.Status;
import dev.acm.spi.DnsQuestion;
import dev.acm.spi.DnsRecord;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.xbill.DNS.Name;
import org.xbill.DNS.SOARecord;

/**
 * One question on its way along the aliases, each hop judged by DNSSEC and the whole no stronger than its weakest. Used by one stage
 * after the other, never by two at once.
 */
final class AliasWalk {
    private static final int MAX_ALIASES = 16;

    /** From strong to weak; not as declared, since bogus is worse than not knowing. */
    private static final List<Security> STRENGTH =
            List.of(Security.SECURE, Security.INSECURE, Security.INDETERMINATE, Security.BOGUS);

    private final DnsQuestion question;
    private final int type;
    private final Vantage vantage;
    private final List<DnsRecord.Cname> aliases = new ArrayList<>();
    private final Set<Name> visited = new HashSet<>();
    private Security security = Security.SECURE;

    /** Through what a resolver asks, and how it judges. */
    record Vantage(Exchange exchange, Dnssec dnssec, InstantSource clock, Executor executor) {}

    AliasWalk(DnsQuestion question, int type, Vantage vantage) {
        this.question = question;
        this.type = type;
        this.vantage = vantage;
    }

    CompletionStage<DnsAnswer> from(Name name) {
        return vantage.exchange().ask(name, type, vantage.executor()).thenCompose(reply -> {
            if (reply.message().isEmpty()) {
                return CompletableFuture.completedFuture(fail(reply.status(), reply, reply.detail()));
            }
            AnswerSections sections = AnswerSections.of(reply.message().get(), name, type);
            if (sections.found().stream().anyMatch(Records::isMalformed)
                    || sections.aliases().stream().anyMatch(Records::isMalformed)) {
                return CompletableFuture.completedFuture(
                        fail(Status.MALFORMED, reply, Optional.of("a CAA record without a tag")));
            }
            return vantage.dnssec()
                    .judge(name, type, sections, vantage.executor())
                    .thenCompose(verdict -> next(reply, sections, verdict));
        });
    }

    private CompletionStage<DnsAnswer> next(Reply reply, AnswerSections sections, Dnssec.Verdict verdict) {
        security = STRENGTH.indexOf(security) >= STRENGTH.indexOf(verdict.security()) ? security : verdict.security();
        if (verdict.security() == Security.BOGUS || verdict.security() == Security.INDETERMINATE) {
            return CompletableFuture.completedFuture(fail(reply.status(), reply, verdict.detail()));
        }
        sections.aliases().forEach(alias -> aliases.add(Records.toAlias(alias)));
        if (sections.loops() || !visit(sections)) {
            return CompletableFuture.completedFuture(
                    fail(Status.ALIAS_LOOP, reply, Optional.of("the aliases lead in a circle or too far")));
        }
        if (sections.isOpenEnd()) {
            // the server followed as far as its own zones go: only the target's server knows the end
            return from(sections.last());
        }
        return CompletableFuture.completedFuture(finish(reply, sections));
    }

    private boolean visit(AnswerSections sections) {
        boolean fresh = sections.aliases().stream().allMatch(alias -> visited.add(alias.getName()));
        return fresh && !visited.contains(sections.last()) && aliases.size() <= MAX_ALIASES;
    }

    private DnsAnswer fail(Status status, Reply reply, Optional<String> detail) {
        Security known = security == Security.BOGUS ? Security.BOGUS : Security.INDETERMINATE;
        return answer(status, List.of(), known, reply, detail, Optional.empty());
    }

    private DnsAnswer finish(Reply reply, AnswerSections sections) {
        List<DnsRecord> records =
                sections.found().stream().map(Records::toRecord).toList();
        Optional<Duration> negativeTtl = records.isEmpty()
                ? sections.authority().stream()
                        .filter(SOARecord.class::isInstance)
                        .map(SOARecord.class::cast)
                        .map(soa -> Duration.ofSeconds(Math.min(soa.getTTL(), soa.getMinimum())))
                        .findFirst()
                : Optional.empty();
        Status status = records.isEmpty() ? reply.status() : Status.NOERROR;
        return answer(status, records, security, reply, reply.detail(), negativeTtl);
    }

    private DnsAnswer answer(
            Status status,
            List<DnsRecord> records,
            Security judged,
            Reply reply,
            Optional<String> detail,
            Optional<Duration> negativeTtl) {
        return new DnsAnswer(
                question,
                status,
                aliases,
                records,
                judged,
                reply.server(),
                detail,
                negativeTtl,
                vantage.clock().instant());
    }
}
