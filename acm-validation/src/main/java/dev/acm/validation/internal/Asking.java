package dev.acm.validation.internal;

import dev.acm.spi.DnsAnswer;
import dev.acm.spi.DnsQuestion;
import dev.acm.spi.DnsRecord;
import dev.acm.spi.DnsResolver;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Asks a resolver, also one that breaks D1: what it throws becomes an answer that proves nothing. */
public final class Asking {
    private Asking() {}

    /** One question. */
    public static CompletionStage<DnsAnswer> ask(DnsResolver resolver, String name, String type) {
        DnsQuestion question = new DnsQuestion(name, type);
        CompletionStage<DnsAnswer> answer;
        try {
            answer = resolver.ask(question);
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        return answer.exceptionally(error -> new DnsAnswer(
                question,
                DnsAnswer.Status.UNREACHABLE,
                List.of(),
                List.of(),
                DnsAnswer.Security.INDETERMINATE,
                resolver.vantagePoint(),
                Optional.of("the resolver failed: " + error),
                Optional.empty(),
                Instant.EPOCH));
    }

    /** Many at once, answered in their order. */
    public static <T> CompletionStage<List<T>> all(List<? extends CompletionStage<T>> stages) {
        CompletionStage<List<T>> result = CompletableFuture.completedFuture(new ArrayList<>(stages.size()));
        for (CompletionStage<T> stage : stages) {
            result = result.thenCombine(stage, (list, item) -> {
                list.add(item);
                return list;
            });
        }
        return result;
    }

    /** What came back, in a few words for people. */
    public static String describe(DnsAnswer answer) {
        StringBuilder text = new StringBuilder(answer.status().name());
        if (answer.status() == DnsAnswer.Status.NOERROR && answer.records().isEmpty()) {
            text.append(" without data");
        }
        answer.aliases().forEach(alias -> text.append(", CNAME ").append(alias.target()));
        answer.records().stream()
                .limit(5)
                .forEach(record -> text.append(", ").append(Octets.shorten(describe(record), 200)));
        if (answer.records().size() > 5) {
            text.append(", and ").append(answer.records().size() - 5).append(" more");
        }
        text.append(" [").append(answer.security()).append(']');
        answer.detail().ifPresent(detail -> text.append(": ").append(detail));
        return text.toString();
    }

    private static String describe(DnsRecord record) {
        if (record instanceof DnsRecord.Cname cname) {
            return "CNAME " + cname.target();
        }
        if (record instanceof DnsRecord.Txt txt) {
            return "TXT \"" + Octets.escape(String.join("", txt.strings())) + "\"";
        }
        if (record instanceof DnsRecord.Caa caa) {
            return "CAA " + caa.flags() + " " + Octets.escape(caa.tag()) + " \"" + Octets.escape(caa.value()) + "\"";
        }
        return record instanceof DnsRecord.Other other ? other.type() + " " + other.text() : record.toString();
    }
}
