package dev.acm.ca;

import dev.acm.ca.Revocations.Revoked;
import dev.acm.ca.SigningToken.Decision;
import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import dev.acm.ca.internal.MalformedDerException;
import dev.acm.ca.internal.Oids;
import dev.acm.spi.AuthorityException;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RetryClass;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Answers OCSP requests (RFC 6960). */
final class OcspResponder {
    private static final int MALFORMED_REQUEST = 1;
    private static final int UNAUTHORIZED = 6;
    private static final int MAX_REQUESTS = 50;
    // RFC 9654 section 2.1
    private static final int MAX_NONCE = 128;
    // RFC 5280 section 4.1.2.2: 20 octets; of longer ones only those are known that were revoked
    private static final int LONGEST_SERIAL_BITS = 159;
    private static final byte[] GOOD = Der.implicit(0, new byte[0]);
    private static final byte[] UNKNOWN = Der.implicit(2, new byte[0]);
    private static final byte[] SHA1_OID = Der.oid("1.3.14.3.2.26");
    private static final byte[] SHA256_OID = Der.oid("2.16.840.1.101.3.4.2.1");

    private final AuthorityOptions options;
    private final Ledger ledger;
    private final Revocations revocations;
    private final OcspSigners signers;

    OcspResponder(AuthorityOptions options, Ledger ledger, Revocations revocations) {
        this.options = options;
        this.signers = new OcspSigners(options, ledger);
        this.ledger = ledger;
        this.revocations = revocations;
    }

    /** What is asked: the CertIDs, and the nonce if there is one. */
    private record Request(List<CertificateId> certificateIds, Optional<byte[]> nonceExtension) {}

    /** A CertID: the hashes in it name the issuer. */
    private record CertificateId(
            DerElement element, DerElement algorithm, DerElement nameHash, DerElement keyHash, BigInteger serial) {
        static CertificateId of(DerElement element) {
            // the response repeats it
            element.expect(Der.SEQUENCE).checkDeeply();
            List<DerElement> parts = element.children();
            if (parts.size() != 4) {
                throw element.malformed("a CertID has four parts");
            }
            return new CertificateId(
                    element,
                    parts.get(0).expect(Der.SEQUENCE).children().get(0).expect(Der.OID),
                    parts.get(1).expect(Der.OCTET_STRING),
                    parts.get(2).expect(Der.OCTET_STRING),
                    parts.get(3).integer());
        }

        /** SHA-1 is no signature here, and what clients send (RFC 5019). */
        boolean isOf(Issuer issuer) {
            Issuer.Hashes hashes;
            if (algorithm.encodedEquals(SHA1_OID)) {
                hashes = issuer.sha1();
            } else if (algorithm.encodedEquals(SHA256_OID)) {
                hashes = issuer.sha256();
            } else {
                return false;
            }
            return nameHash.contentEquals(hashes.name()) && keyHash.contentEquals(hashes.key());
        }
    }

    byte[] answer(byte[] der, Collection<Issuer> issuers, Instant now) throws AuthorityException {
        Request request;
        try {
            request = read(der);
        } catch (MalformedDerException | IndexOutOfBoundsException e) {
            return error(MALFORMED_REQUEST);
        }
        Optional<Issuer> issuer =
                issuers.stream().filter(request.certificateIds().get(0)::isOf).findFirst();
        if (issuer.isEmpty()) {
            return error(UNAUTHORIZED);
        }
        return respond(request, issuer.get(), now.truncatedTo(ChronoUnit.SECONDS));
    }

    private static Request read(byte[] der) {
        DerElement tbs =
                DerElement.parse(der.clone()).expect(Der.SEQUENCE).children().get(0);
        Optional<byte[]> nonce = Optional.empty();
        List<CertificateId> ids = new ArrayList<>();
        for (DerElement part : tbs.expect(Der.SEQUENCE).children()) {
            switch (part.tag()) {
                case Der.SEQUENCE ->
                    part.children()
                            .forEach(one -> ids.add(CertificateId.of(
                                    one.expect(Der.SEQUENCE).children().get(0))));
                case 0xa2 -> nonce = nonce(part.inner());
                default -> {}
            }
        }
        if (ids.isEmpty() || ids.size() > MAX_REQUESTS) {
            throw tbs.malformed("no request, or too many");
        }
        return new Request(ids, nonce);
    }

    private static Optional<byte[]> nonce(DerElement extensions) {
        for (DerElement extension : extensions.expect(Der.SEQUENCE).children()) {
            List<DerElement> parts = extension.expect(Der.SEQUENCE).children();
            if (parts.get(0).oid().equals(Oids.OCSP_NONCE)) {
                byte[] value =
                        parts.get(parts.size() - 1).expect(Der.OCTET_STRING).content();
                int octets = DerElement.parse(value).expect(Der.OCTET_STRING).length();
                if (octets < 1 || octets > MAX_NONCE) {
                    throw extension.malformed("nonce of " + octets + " octets");
                }
                return Optional.of(Der.sequence(Der.oid(Oids.OCSP_NONCE), Der.octetString(value)));
            }
        }
        return Optional.empty();
    }

    private byte[] respond(Request request, Issuer issuer, Instant now) throws AuthorityException {
        OcspSigner signer = signers.of(issuer, now);
        byte[] thisUpdate = Der.generalizedTime(now);
        byte[] nextUpdate = Der.tagged(
                0,
                Der.generalizedTime(
                        now.plus(options.publication().ocspValidity()).minusSeconds(1)));
        List<byte[]> responses = new ArrayList<>();
        for (CertificateId id : request.certificateIds()) {
            byte[] status = id.isOf(issuer) ? status(issuer, id.serial(), now) : UNKNOWN;
            responses.add(Der.sequence(id.element().encoded(), status, thisUpdate, nextUpdate));
        }
        List<byte[]> parts = new ArrayList<>(List.of(signer.responderId(), thisUpdate, Der.sequence(responses)));
        request.nonceExtension().ifPresent(nonce -> parts.add(Der.tagged(1, Der.sequence(nonce))));
        Decision decision = SigningToken.forOcspResponse(Der.sequence(parts));
        if (decision instanceof Decision.Granted granted) {
            byte[] basic = signer.sign(granted.token());
            return Der.sequence(
                    Der.enumerated(0), Der.tagged(0, Der.sequence(Der.oid(Oids.OCSP_BASIC), Der.octetString(basic))));
        }
        throw new AuthorityException("the OCSP response is malformed", Effect.NONE, RetryClass.HUMAN, null);
    }

    /** good, revoked or unknown; a serial number that was never issued is never good (BR 4.9.9). */
    private byte[] status(Issuer issuer, BigInteger serial, Instant now) throws AuthorityException {
        Optional<Revoked> revoked = revocations.find(issuer.id(), serial);
        if (revoked.isPresent()) {
            int reason = revoked.get().reasonCode();
            byte[] date = Der.generalizedTime(revoked.get().atOrBefore(now));
            return reason == 0 ? Der.tagged(1, date) : Der.tagged(1, date, Der.tagged(0, Der.enumerated(reason)));
        }
        if (serial.bitLength() > LONGEST_SERIAL_BITS) {
            return UNKNOWN;
        }
        boolean issued = ledger.find(Entry.key(issuer.id(), SerialNumber.of(serial)))
                .filter(record -> Entry.of(record).state() == Entry.State.ISSUED)
                .isPresent();
        return issued ? GOOD : UNKNOWN;
    }

    private static byte[] error(int status) {
        return Der.sequence(Der.enumerated(status));
    }
}
