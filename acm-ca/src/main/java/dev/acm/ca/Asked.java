package dev.acm.ca;

import dev.acm.certificate.KeyAlgorithm;
import dev.acm.name.DomainName;
import dev.acm.spi.IssuancePlan;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What a plan of either kind asks for; its octets are not to be written to.
 *
 * @param id tells plans apart that are for the same names and key
 * @param request a DER PKCS#10 request; empty if there is a vouched key
 * @param vouchedKey a DER SubjectPublicKeyInfo; empty if there is a request
 * @param algorithm the key's, if it was planned
 */
record Asked(
        String id,
        List<DomainName> names,
        Optional<byte[]> request,
        Optional<byte[]> vouchedKey,
        Optional<KeyAlgorithm> algorithm,
        boolean commonName,
        Instant requestedAt,
        Optional<Duration> validity,
        Optional<String> profile) {

    static Asked of(IssuancePlan plan) {
        return new Asked(
                plan.arn() + "\n" + plan.generation(),
                plan.names(),
                Optional.of(plan.signingRequest()),
                Optional.empty(),
                Optional.of(plan.keyAlgorithm()),
                plan.commonName(),
                plan.requestedAt(),
                plan.validity(),
                plan.profile());
    }

    static Asked of(PublicKeyPlan plan) {
        return new Asked(
                "",
                plan.names(),
                Optional.empty(),
                Optional.of(plan.publicKey()),
                Optional.empty(),
                plan.commonName(),
                plan.requestedAt(),
                plan.validity(),
                plan.profile());
    }

    /** Of names and key; equal for every retry of an attempt. */
    String digest(byte[] publicKey) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            StringBuilder text = new StringBuilder(200).append(id).append('\n');
            names.forEach(name -> text.append(name.value()).append('\n'));
            digest.update(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(publicKey));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
