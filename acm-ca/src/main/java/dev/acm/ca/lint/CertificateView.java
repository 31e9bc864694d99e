package dev.acm.ca.lint;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import dev.acm.ca.internal.MalformedDerException;
import dev.acm.ca.internal.Oids;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A certificate, or its to-be-signed part alone, taken apart once for all rules. */
final class CertificateView {
    private final DerElement whole;
    private final DerElement signed;
    private final Optional<DerElement> outerAlgorithm;
    private final boolean versionThree;
    private final BigInteger serial;
    private final DerElement algorithm;
    private final DistinguishedName issuer;
    private final DerElement notBefore;
    private final DerElement notAfter;
    private final Optional<Instant> beginning;
    private final Optional<Instant> end;
    private final DistinguishedName subject;
    private final DerElement key;
    private final boolean uniqueIdentifier;
    private final Optional<DerElement> extensionList;
    private final List<Extension> extensions;
    private final Map<String, Extension> byOid = new HashMap<>();
    private final boolean emptyExtensions;
    private final String keyAlgorithm;
    private final boolean ca;
    private final int keyUsage;

    private CertificateView(DerElement whole, DerElement signed, Optional<DerElement> outerAlgorithm) {
        this.whole = whole;
        this.signed = signed;
        this.outerAlgorithm = outerAlgorithm;
        List<DerElement> parts = new ArrayList<>(signed.expect(Der.SEQUENCE).children());
        boolean explicitVersion = parts.get(0).is(0xa0);
        this.versionThree =
                explicitVersion && BigInteger.TWO.equals(parts.remove(0).inner().integer());
        this.serial = parts.get(0).integer();
        this.algorithm = parts.get(1).expect(Der.SEQUENCE);
        this.issuer = DistinguishedName.of(parts.get(2));
        List<DerElement> validity = parts.get(3).expect(Der.SEQUENCE).children();
        if (validity.size() != 2) {
            throw parts.get(3).malformed("validity has not two parts");
        }
        this.notBefore = validity.get(0);
        this.notAfter = validity.get(1);
        this.beginning = time(notBefore);
        this.end = time(notAfter);
        this.subject = DistinguishedName.of(parts.get(4));
        this.key = parts.get(5).expect(Der.SEQUENCE);
        boolean unique = false;
        boolean emptyList = false;
        List<Extension> found = List.of();
        DerElement list = null;
        int last = 0;
        for (DerElement optional : parts.subList(6, parts.size())) {
            int number = optional.tag() & 0x1f;
            if (optional.tag() < 0x80 || number <= last || number > 3) {
                throw optional.malformed("unexpected part after the key");
            }
            last = number;
            if (number == 3) {
                list = optional.inner();
                found = Extension.listOf(list);
                emptyList = found.isEmpty();
            } else {
                unique = true;
            }
        }
        this.uniqueIdentifier = unique;
        this.extensionList = Optional.ofNullable(list);
        this.extensions = found;
        found.forEach(extension -> byOid.putIfAbsent(extension.oid(), extension));
        this.emptyExtensions = emptyList;
        this.keyAlgorithm = readKeyAlgorithm();
        this.ca = readCa();
        this.keyUsage = readKeyUsage();
    }

    static CertificateView ofCertificate(byte[] der) {
        DerElement whole = DerElement.parse(der).expect(Der.SEQUENCE);
        List<DerElement> parts = whole.children();
        if (parts.size() != 3) {
            throw whole.malformed("certificate has not three parts");
        }
        parts.get(2).bitStringOctets();
        return new CertificateView(whole, parts.get(0), Optional.of(parts.get(1)));
    }

    static CertificateView ofToBeSigned(byte[] der) {
        DerElement signed = DerElement.parse(der);
        return new CertificateView(signed, signed, Optional.empty());
    }

    DerElement whole() {
        return whole;
    }

    DerElement signed() {
        return signed;
    }

    Optional<DerElement> outerAlgorithm() {
        return outerAlgorithm;
    }

    boolean isVersionThree() {
        return versionThree;
    }

    BigInteger serial() {
        return serial;
    }

    DerElement algorithm() {
        return algorithm;
    }

    DistinguishedName issuer() {
        return issuer;
    }

    DistinguishedName subject() {
        return subject;
    }

    DerElement notBeforeElement() {
        return notBefore;
    }

    DerElement notAfterElement() {
        return notAfter;
    }

    /** Empty when the time is malformed, which has a finding of its own. */
    Optional<Instant> notBefore() {
        return beginning;
    }

    Optional<Instant> notAfter() {
        return end;
    }

    private static Optional<Instant> time(DerElement element) {
        try {
            return Optional.of(element.time());
        } catch (MalformedDerException e) {
            return Optional.empty();
        }
    }

    DerElement key() {
        return key;
    }

    /** The key's algorithm, dotted; a malformed key has none, and a finding of its own. */
    String keyAlgorithm() {
        return keyAlgorithm;
    }

    private String readKeyAlgorithm() {
        try {
            return key.children().get(0).expect(Der.SEQUENCE).children().get(0).oid();
        } catch (MalformedDerException | IndexOutOfBoundsException e) {
            return "";
        }
    }

    boolean hasUniqueIdentifier() {
        return uniqueIdentifier;
    }

    /** Whether there is a list of extensions with none in it. */
    boolean hasEmptyExtensions() {
        return emptyExtensions;
    }

    /** The list of extensions; empty if there is none. */
    Optional<DerElement> extensionList() {
        return extensionList;
    }

    List<Extension> extensions() {
        return extensions;
    }

    /** The first one of this kind. */
    Optional<Extension> extension(String oid) {
        return Optional.ofNullable(byOid.get(oid));
    }

    boolean has(String oid) {
        return byOid.containsKey(oid);
    }

    boolean isSelfIssued() {
        return issuer.element().encodedEquals(subject.element());
    }

    /** Whether basicConstraints say CA; a malformed extension says no, and has a finding of its own. */
    boolean isCa() {
        return ca;
    }

    private boolean readCa() {
        try {
            Optional<Extension> constraints = extension(Oids.BASIC_CONSTRAINTS);
            if (constraints.isEmpty()) {
                return false;
            }
            List<DerElement> parts = constraints.get().content().children();
            return !parts.isEmpty()
                    && parts.get(0).is(Der.BOOLEAN)
                    && parts.get(0).bool();
        } catch (MalformedDerException e) {
            return false;
        }
    }

    /** The bits of keyUsage, bit 0 lowest; 0 when absent or malformed. */
    int keyUsage() {
        return keyUsage;
    }

    private int readKeyUsage() {
        try {
            return extension(Oids.KEY_USAGE)
                    .map(extension -> extension.content().namedBits())
                    .orElse(0);
        } catch (MalformedDerException e) {
            return 0;
        }
    }
}
