package dev.acm.examples;

import dev.acm.CertificateDetail;
import dev.acm.CertificateManager;
import dev.acm.CertificateSummary;
import dev.acm.Explanation;
import dev.acm.ListQuery;
import dev.acm.certificate.Deployment;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.diagnosis.Evidence;
import dev.acm.name.DomainName;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Draws a fleet of certificates as a page: how each stands, when it ends and is renewed, what it waits for and why. */
final class StatusPage {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String STYLE = """
            body { font: 15px/1.5 system-ui, sans-serif; color: #1c2430; background: #f5f6f8; margin: 0 }
            main { max-width: 60rem; margin: 0 auto; padding: 1.5rem }
            h1 { font-size: 1.5rem; margin: 0 } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem }
            table { border-collapse: collapse; width: 100%; background: #fff }
            th, td { text-align: left; padding: .5rem .75rem; border-bottom: 1px solid #e2e6eb; vertical-align: top }
            th { font-weight: 600; color: #55606f; font-size: .85rem }
            .status { display: inline-block; padding: 0 .5rem; border-radius: .75rem; font-size: .8rem; font-weight: 600 }
            .ISSUED { background: #d9f2e0; color: #14592c } .PENDING_VALIDATION { background: #fdeec2; color: #6a4a00 }
            .track { position: relative; height: 1.4rem; background: #e9ecf0; min-width: 24rem }
            .life { position: absolute; top: .3rem; bottom: .3rem; background: #7fb3e6; border-radius: .2rem }
            .due { position: absolute; top: 0; bottom: 0; width: 2px; background: #14592c }
            .now { position: absolute; top: -.2rem; bottom: -.2rem; width: 2px; background: #c2352b }
            .card { background: #fff; border-left: 4px solid #d99a1c; padding: .75rem 1rem; margin: .75rem 0 }
            code { background: #eef0f3; padding: 0 .25rem; overflow-wrap: anywhere } .quiet { color: #55606f }
            """;

    private final CertificateManager manager;
    private final Instant now;

    StatusPage(CertificateManager manager, Instant now) {
        this.manager = manager;
        this.now = now;
    }

    String html() {
        List<CertificateDetail> fleet = manager.list(ListQuery.all()).certificates().stream()
                .map(CertificateSummary::arn)
                .map(manager::describe)
                .sorted(Comparator.comparing(CertificateDetail::createdAt))
                .toList();
        List<Explanation> waiting = fleet.stream()
                .map(certificate -> manager.explain(certificate.arn()))
                .filter(explanation -> !explanation.diagnoses().isEmpty())
                .toList();
        return "<!doctype html><html lang=en><meta charset=utf-8><title>Certificates</title><style>" + STYLE
                + "</style><main><h1>Certificates</h1><p class=quiet>" + MINUTE.format(now) + " UTC · " + fleet.size()
                + " certificates, " + waiting.size() + " waiting</p><h2>Fleet</h2>" + fleet(fleet)
                + "<h2>Expiry</h2>" + timeline(fleet) + "<h2>What waits, and why</h2>"
                + (waiting.isEmpty()
                        ? "<p>Nothing waits.</p>"
                        : waiting.stream().map(this::card).collect(Collectors.joining()))
                + "</main></html>";
    }

    private String fleet(List<CertificateDetail> fleet) {
        return "<table><tr><th>Names<th>Status<th>Generation<th>In use by<th>Expires"
                + fleet.stream().map(this::row).collect(Collectors.joining()) + "</table>";
    }

    private String row(CertificateDetail certificate) {
        return "<tr><td>" + names(certificate) + "<td><span class='status " + certificate.status() + "'>"
                + certificate.status() + "</span><td>"
                + (certificate.generation().isPresent()
                        ? Long.toString(certificate.generation().getAsLong())
                        : "–")
                + "<td>"
                + text(certificate.inUseBy().stream().map(Deployment::target).collect(Collectors.joining(", ")))
                + "<td>"
                + certificate
                        .notAfter()
                        .map(end -> DAY.format(end) + " <span class=quiet>in "
                                + Duration.between(now, end).toDays() + " days</span>")
                        .orElse("–");
    }

    private String timeline(List<CertificateDetail> fleet) {
        List<CertificateDetail> issued = fleet.stream()
                .filter(certificate -> certificate.notAfter().isPresent())
                .toList();
        Instant first = issued.stream()
                .flatMap(certificate -> certificate.notBefore().stream())
                .min(Instant::compareTo)
                .orElse(now);
        Instant last = issued.stream()
                .flatMap(certificate -> certificate.notAfter().stream())
                .max(Instant::compareTo)
                .orElse(now);
        return "<table>"
                + issued.stream()
                        .map(certificate -> "<tr><td>" + names(certificate) + "<td><div class=track>"
                                + life(certificate, first, last) + mark("now", now, first, last) + "</div>")
                        .collect(Collectors.joining())
                + "</table><p class=quiet>" + DAY.format(first) + " to " + DAY.format(last)
                + "; blue: valid, green: renewal begins, red: now</p>";
    }

    private static String life(CertificateDetail certificate, Instant first, Instant last) {
        double from = share(certificate.notBefore().orElse(first), first, last);
        double to = share(certificate.notAfter().orElse(last), first, last);
        Optional<Instant> due = certificate.renewalDue();
        return String.format(Locale.ROOT, "<div class=life style='left:%.2f%%;width:%.2f%%'></div>", from, to - from)
                + due.map(at -> mark("due", at, first, last)).orElse("");
    }

    private static String mark(String kind, Instant at, Instant first, Instant last) {
        return String.format(
                Locale.ROOT, "<div class=%s style='left:%.2f%%' title='%s'></div>", kind, share(at, first, last), at);
    }

    private static double share(Instant at, Instant first, Instant last) {
        double whole = Math.max(1, Duration.between(first, last).toSeconds());
        return Math.min(99.8, 100 * Duration.between(first, at).toSeconds() / whole);
    }

    private String card(Explanation explanation) {
        return explanation.diagnoses().stream()
                .map(diagnosis -> card(explanation, diagnosis))
                .collect(Collectors.joining());
    }

    private String card(Explanation explanation, Diagnosis diagnosis) {
        String names = names(manager.describe(explanation.arn()));
        return "<div class=card><b>" + names + "</b> <code>" + text(diagnosis.code()) + "</code><br>"
                + text(diagnosis.summary()) + "<br><b>" + diagnosis.actor() + "</b>: " + text(diagnosis.remedy())
                + diagnosis.evidence().stream().map(StatusPage::line).collect(Collectors.joining())
                + diagnosis
                        .nextTry()
                        .map(at -> "<br><span class=quiet>next try " + MINUTE.format(at) + " UTC</span>")
                        .orElse("")
                + "</div>";
    }

    private static String line(Evidence evidence) {
        return "<br><span class=quiet>asked " + text(evidence.observer()) + " for " + text(evidence.asked()) + "; got "
                + text(evidence.got()) + "; wanted " + text(evidence.wanted()) + "</span>";
    }

    private static String names(CertificateDetail certificate) {
        return text(certificate.names().stream().map(DomainName::value).collect(Collectors.joining(", ")));
    }

    private static String text(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;")
                .replace("\"", "&quot;");
    }
}
