package dev.acm.testkit;

import dev.acm.certificate.CertificateChain;
import dev.acm.name.DomainName;
import dev.acm.spi.AttemptId;
import dev.acm.spi.Document;
import dev.acm.spi.IssuancePlan;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** What was asked of the fake authority, as it is stored. */
record Order(
        AttemptId attempt,
        List<DomainName> names,
        String signingRequest,
        boolean commonName,
        Instant requestedAt,
        Duration validity) {
    private static final int SERIAL_OCTETS = 16;
    private static final int MAX_COMMON_NAME = 64;

    static Order of(AttemptId attempt, IssuancePlan plan, Duration maximumValidity) {
        Duration wanted = plan.validity().orElse(maximumValidity);
        return new Order(
                attempt,
                plan.names(),
                Base64.getEncoder().encodeToString(plan.signingRequest()),
                plan.commonName(),
                plan.requestedAt(),
                wanted.compareTo(maximumValidity) < 0 ? wanted : maximumValidity);
    }

    static Order from(AttemptId attempt, Document document) {
        return new Order(
                attempt,
                document.strings("names").stream().map(DomainName::parse).toList(),
                document.string("signingRequest"),
                document.flag("commonName"),
                document.instant("requestedAt"),
                Duration.ofSeconds(document.number("validitySeconds")));
    }

    Document toDocument() {
        return Document.builder()
                .put("names", names.stream().map(DomainName::value).toList())
                .put("signingRequest", signingRequest)
                .put("commonName", commonName)
                .put("requestedAt", requestedAt)
                .put("validitySeconds", validity.toSeconds())
                .build();
    }

    Optional<PublicKey> provenKey() {
        return SigningRequests.provenKey(Base64.getDecoder().decode(signingRequest));
    }

    PublicKey unprovenKey() {
        return SigningRequests.unprovenKey(Base64.getDecoder().decode(signingRequest));
    }

    /** Signs what was asked for, or what the answer makes of it. */
    CertificateChain sign(IssuingCa ca, PublicKey key, Answer answer) {
        List<DomainName> certified = new ArrayList<>(names);
        if (answer == Answer.EXTRA_NAME) {
            certified.add(DomainName.parse("extra.example"));
        }
        Instant notBefore = requestedAt.truncatedTo(ChronoUnit.SECONDS);
        if (answer == Answer.EXPIRED) {
            notBefore = notBefore.minus(validity).minus(Duration.ofDays(1));
        }
        // both ends of the validity count (RFC 5280 section 4.1.2.5)
        Instant notAfter = notBefore.plus(validity).minusSeconds(1);
        boolean capped = answer != Answer.OUTLIVING && notAfter.isAfter(ca.notAfter());
        String first = names.get(0).value();
        return CertificateChain.of(List.of(
                (answer == Answer.WRONG_SIGNATURE ? ca.withAnotherKey() : ca)
                        .sign(
                                serial(),
                                commonName && first.length() <= MAX_COMMON_NAME ? first : "",
                                certified,
                                answer == Answer.WRONG_KEY ? KeyPairs.generate().getPublic() : key,
                                notBefore,
                                capped ? ca.notAfter() : notAfter),
                ca.issuer()));
    }

    /** Follows from the attempt, so that a certificate tells which attempt it is of. */
    private BigInteger serial() {
        byte[] digest = CertificateWriter.sha256(attempt.value().getBytes(StandardCharsets.US_ASCII));
        return new BigInteger(1, Arrays.copyOf(digest, SERIAL_OCTETS)).setBit(0);
    }
}
