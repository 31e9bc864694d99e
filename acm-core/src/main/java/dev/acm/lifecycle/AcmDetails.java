package dev.acm.lifecycle;

import dev.acm.certificate.CertificateStatus;
import dev.acm.certificate.RenewalSummary;
import dev.acm.event.CertificateEvent;
import dev.acm.event.EventType;
import dev.acm.internal.Instants;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What ACM tells with those events that it has too, by its names. */
final class AcmDetails {
    private AcmDetails() {}

    /** The details of an event, with ACM's beside them if it is one of ACM's. */
    static Map<String, String> with(
            Map<String, String> details,
            EventType type,
            CertificateRecord.Wish wish,
            CertificateRecord.Draft draft,
            Instant at) {
        Optional<String> detailType = detailType(type, draft);
        if (detailType.isEmpty()) {
            return details;
        }
        Map<String, String> all = new TreeMap<>(details);
        all.put(CertificateEvent.DETAIL_TYPE, detailType.get());
        all.put("CommonName", wish.names().get(0).value());
        all.put("CertificateType", wish.type().name());
        all.put("DomainValidationMethod", wish.method().name());
        all.put("CertificateCreatedDate", Instants.format(wish.createdAt()));
        all.put("InUse", Boolean.toString(draft.deployments.stream().anyMatch(deployment -> !deployment.leaving())));
        all.put("Exported", Boolean.toString(draft.exported));
        all.put("Exportable", Boolean.toString(wish.exportable()));
        draft.generations.stream()
                .filter(generation -> generation.number() == draft.current)
                .findFirst()
                .ifPresent(current -> {
                    all.put("CertificateExpirationDate", Instants.format(current.notAfter()));
                    all.put("DaysToExpiry", Long.toString(days(at, current.notAfter())));
                    all.put("ValidityInDays", Long.toString(days(current.notBefore(), current.notAfter())));
                });
        action(type).ifPresent(action -> all.put("Action", action));
        if (type == EventType.RENEWAL_ACTION_REQUIRED) {
            all.put(
                    "RenewalStatusReason",
                    draft.renewal
                            .flatMap(RenewalSummary::reason)
                            .map(Enum::name)
                            .orElse("PENDING_DOMAIN_VALIDATION"));
        }
        return all;
    }

    // a chain that was refused is revoked too, but not the certificate; and of several generations the last one tells
    private static Optional<String> detailType(EventType type, CertificateRecord.Draft draft) {
        boolean isOver = draft.status == CertificateStatus.REVOKED
                && draft.revocations.stream()
                        .allMatch(revocation -> revocation.doneAt().isPresent());
        return type == EventType.REVOKED && !isOver ? Optional.empty() : type.detailType();
    }

    private static Optional<String> action(EventType type) {
        return switch (type) {
            case ISSUED -> Optional.of("ISSUANCE");
            case RENEWED -> Optional.of("RENEWAL");
            case IMPORTED -> Optional.of("IMPORT");
            case REIMPORTED -> Optional.of("REIMPORT");
            default -> Optional.empty();
        };
    }

    // the last second belongs to the validity (RFC 5280 section 4.1.2.5)
    private static long days(Instant from, Instant last) {
        return Math.max(0, Duration.between(from, last.plusSeconds(1)).toDays());
    }
}
