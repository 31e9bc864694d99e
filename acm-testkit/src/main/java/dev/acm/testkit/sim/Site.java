package dev.acm.testkit.sim;

import dev.acm.certificate.CertificateArn;
import dev.acm.name.DomainName;
import dev.acm.request.CertificateRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One domain of the fleet: its owner, who may take the record away, and its present certificate. */
final class Site {
    private static final Duration THIRTEEN_MONTHS = Duration.ofDays(395);
    private static final int SITES_OF_ONE_OWNER = 5;

    private final int number;
    private final Spells absences;
    private final DomainName name;
    private Optional<CertificateArn> arn = Optional.empty();
    private Instant servedUntil = Instant.MIN;

    Site(int number, Spells absences) {
        this.number = number;
        this.absences = absences;
        this.name = DomainName.parse("www" + number + ".owner" + number / SITES_OF_ONE_OWNER + ".test");
    }

    DomainName name() {
        return name;
    }

    /** Every second one is valid for 13 months, the others by the manager's schedule. */
    CertificateRequest request(int tryNumber) {
        CertificateRequest.Builder builder =
                CertificateRequest.builder(name().value()).idempotencyToken("site_" + number + "_" + tryNumber);
        return (number % 2 == 0 ? builder.validity(THIRTEEN_MONTHS) : builder).build();
    }

    /** When its owner had taken the record away. */
    Spells absences() {
        return absences;
    }

    Optional<CertificateArn> arn() {
        return arn;
    }

    void arn(Optional<CertificateArn> newArn) {
        arn = newArn;
        servedUntil = Instant.MIN;
    }

    /** Until then it is served at least, as far as was seen: nobody takes it away before, and renewals only add to it. */
    Instant servedUntil() {
        return servedUntil;
    }

    void servedUntil(Instant end) {
        servedUntil = end;
    }
}
