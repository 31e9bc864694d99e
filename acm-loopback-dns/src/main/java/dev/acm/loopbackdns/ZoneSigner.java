package dev.acm.loopbackdns;

import dev.acm.loopbackdns.LoopbackZone.Signing;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Record;

/** A zone's key, and the signatures that it makes when they are asked for. */
final class ZoneSigner {
    private static final int MAX_SIGNATURES = 10_000;

    private final Name apex;
    private final InstantSource clock;
    private final Optional<KeyPair> keys;
    private final Optional<DNSKEYRecord> key;
    private final Map<String, Record> signatures = new HashMap<>();
    private Instant signedAt = Instant.MIN;
    private Signing signing = Signing.GOOD;

    ZoneSigner(Name apex, InstantSource clock, Optional<Integer> algorithm) {
        this.apex = apex;
        this.clock = clock;
        this.keys = algorithm.map(ZoneSigner::generate);
        this.key = keys.map(pair -> toRecord(apex, algorithm.orElseThrow(), pair));
    }

    Optional<DNSKEYRecord> key() {
        return key;
    }

    void signing(Signing how) {
        this.signing = how;
    }

    boolean denies() {
        return key.isPresent() && signing != Signing.NO_DENIAL;
    }

    DSRecord ds(int digest) {
        return new DSRecord(apex, DClass.IN, 300, digest, key.orElseThrow());
    }

    void addSet(Message response, int section, Name owner, List<Record> records, boolean dnssec) {
        if (records.isEmpty()) {
            return;
        }
        records.forEach(record -> response.addRecord(record.withName(owner), section));
        if (dnssec && key.isPresent() && signing != Signing.MISSING) {
            response.addRecord(sign(owner, records), section);
        }
    }

    /** Kept for as long as clock and way of signing stay, since making a signature costs more than all the rest. */
    Record sign(Name owner, List<Record> records) {
        Instant now = clock.instant();
        if (!now.equals(signedAt) || signatures.size() > MAX_SIGNATURES) {
            signatures.clear();
            signedAt = now;
        }
        return signatures.computeIfAbsent(signing + " " + owner + " " + records, set -> sign(owner, records, now));
    }

    private Record sign(Name owner, List<Record> records, Instant now) {
        Duration shift = signing == Signing.EXPIRED
                ? Duration.ofDays(-3)
                : signing == Signing.FUTURE ? Duration.ofDays(3) : Duration.ZERO;
        try {
            RRset set = new RRset();
            records.forEach(set::addRR);
            RRSIGRecord s = DNSSEC.sign(
                    set,
                    key.orElseThrow(),
                    keys.orElseThrow().getPrivate(),
                    now.plus(shift).minus(Duration.ofDays(1)),
                    now.plus(shift).plus(Duration.ofDays(1)));
            if (signing == Signing.CORRUPT) {
                // the array is the record's own
                s.getSignature()[10] ^= 1;
            }
            // under a wildcard's label count, where the name was expanded (RFC 4035 section 3.1.3.3)
            return s.withName(owner);
        } catch (DNSSEC.DNSSECException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair generate(int algorithm) {
        try {
            if (algorithm == DNSSEC.Algorithm.ECDSAP256SHA256) {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(new ECGenParameterSpec("secp256r1"));
                return generator.generateKeyPair();
            }
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has P-256 and RSA", e);
        }
    }

    private static DNSKEYRecord toRecord(Name apex, int algorithm, KeyPair pair) {
        try {
            return new DNSKEYRecord(
                    apex,
                    DClass.IN,
                    300,
                    DNSKEYRecord.Flags.ZONE_KEY | DNSKEYRecord.Flags.SEP_KEY,
                    DNSKEYRecord.Protocol.DNSSEC,
                    algorithm,
                    pair.getPublic());
        } catch (DNSSEC.DNSSECException e) {
            throw new IllegalStateException(e);
        }
    }
}
