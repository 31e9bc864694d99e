package dev.acm;

import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.ChainOrder;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.dcv.ValidationMethod;
import dev.acm.error.Finding;
import dev.acm.internal.KeyPairs;
import dev.acm.name.DomainName;
import dev.acm.request.ImportRequest;
import dev.acm.spi.CertificateCheck;
import dev.acm.spi.CertificateCodec;
import dev.acm.spi.CertificateRemark;
import dev.acm.spi.CodecFault;
import dev.acm.spi.CodecFault.Input;
import dev.acm.spi.Decoded;
import dev.acm.spi.KeyAndCertificates;
import dev.acm.spi.KeyCheck;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads what is to be imported and collects everything wrong with it. Used once. */
final class ImportCheck {
    /** What stands where others name how control was proven. */
    static final ValidationMethod METHOD = ValidationMethod.DNS;

    static final int CERTIFICATE_OCTETS = 32_768;
    static final int CHAIN_OCTETS = 2_097_152;
    static final int KEY_OCTETS = 5_120;

    private final CertificateCodec codec;
    private final KeyCheck keyCheck;
    private final Optional<CertificateCheck> certificateCheck;
    private final List<Finding> faults = new ArrayList<>();
    private final List<Finding> remarks = new ArrayList<>();

    ImportCheck(CertificateCodec codec, KeyCheck keyCheck, Optional<CertificateCheck> certificateCheck) {
        this.codec = codec;
        this.keyCheck = keyCheck;
        this.certificateCheck = certificateCheck;
    }

    /**
     * What can be imported.
     *
     * @param chain the certificate and those above it, in order
     * @param key its private key
     * @param algorithm the key's algorithm
     * @param names its DNS names
     */
    record Material(CertificateChain chain, PrivateKey key, KeyAlgorithm algorithm, List<DomainName> names) {
        @Override
        public String toString() {
            return "Material[" + chain + "]";
        }
    }

    /** All that is wrong; further checks add theirs. */
    List<Finding> faults() {
        return faults;
    }

    /** What was repaired, or should be known. */
    List<Finding> remarks() {
        return remarks;
    }

    /** The material; empty if so much is wrong that nothing more can be said of it. */
    Optional<Material> read(ImportRequest request, Instant now) {
        byte[] secret = request.privateKey();
        Optional<char[]> passphrase = request.passphrase();
        try {
            return read(request, secret, passphrase, now);
        } finally {
            Arrays.fill(secret, (byte) 0);
            passphrase.ifPresent(opening -> Arrays.fill(opening, '\0'));
        }
    }

    private Optional<Material> read(ImportRequest request, byte[] secret, Optional<char[]> passphrase, Instant now) {
        Optional<PrivateKey> key;
        List<X509Certificate> certificates = new ArrayList<>();
        if (request.source() == ImportRequest.Source.PKCS12) {
            Optional<KeyAndCertificates> file = sized("pkcs12", secret, CHAIN_OCTETS)
                    .flatMap(content -> read(codec.readPkcs12(content, passphrase.orElse(new char[0]))));
            file.ifPresent(read -> certificates.addAll(read.certificates()));
            key = file.map(KeyAndCertificates::key);
        } else {
            sized("certificate", request.certificate(), CERTIFICATE_OCTETS)
                    .flatMap(content -> read(codec.readCertificates(Input.CERTIFICATE, content)))
                    .filter(this::isOne)
                    .ifPresent(certificates::addAll);
            key = sized("privateKey", secret, KEY_OCTETS)
                    .flatMap(content -> read(codec.readPrivateKey(content, passphrase)));
        }
        List<X509Certificate> above = request.chain()
                .flatMap(chain -> sized("chain", chain, CHAIN_OCTETS))
                .flatMap(content -> read(codec.readCertificates(Input.CHAIN, content)))
                .orElse(List.of());
        if (certificates.isEmpty()) {
            return Optional.empty();
        }
        List<X509Certificate> all = new ArrayList<>(certificates.subList(1, certificates.size()));
        all.addAll(above);
        return judge(certificates.get(0), all, key, request.admitRsa1024(), now);
    }

    private Optional<Material> judge(
            X509Certificate leaf,
            List<X509Certificate> above,
            Optional<PrivateKey> key,
            boolean admitRsa1024,
            Instant now) {
        LeafRules.check(leaf, now, faults);
        List<DomainName> names = CertifiedNames.of(leaf, faults, remarks);
        KeyCheck.Verdict verdict = keyCheck.check(leaf.getPublicKey().getEncoded(), admitRsa1024);
        verdict.weaknesses()
                .forEach(weakness -> faults.add(new Finding(
                        weakness.rule(),
                        "certificate",
                        verdict.algorithm()
                                .map(Enum::name)
                                .orElse(leaf.getPublicKey().getAlgorithm()),
                        weakness.reason(),
                        weakness.remedy())));
        key.filter(candidate -> !isOf(leaf, candidate))
                .ifPresent(other -> faults.add(new Finding(
                        "key:match",
                        "privateKey",
                        other.getAlgorithm(),
                        "it is not the key of the certificate",
                        "Give the key that the certificate was requested with.")));
        ChainOrder.Ordered ordered = new ImportChain(leaf, above, now, faults, remarks).ordered();
        certificateCheck.ifPresent(
                check -> check.check(ordered.chain()).forEach(remark -> remarks.add(finding(remark, ordered))));
        return key.isEmpty() || verdict.algorithm().isEmpty()
                ? Optional.empty()
                : Optional.of(new Material(
                        ordered.chain(), key.get(), verdict.algorithm().get(), names));
    }

    /** Named as it came: a remark knows places in the chain, who imports knows what was given. */
    private static Finding finding(CertificateRemark remark, ChainOrder.Ordered ordered) {
        int place = remark.place();
        if (place >= ordered.chain().certificates().size()) {
            // a check that breaks I3 keeps nobody from importing (I4)
            return new Finding(remark.rule(), "chain", "", remark.message(), remark.remedy());
        }
        return new Finding(
                remark.rule(),
                place == 0 ? "certificate" : "chain[" + ordered.places().get(place - 1) + "]",
                ImportChain.shown(ordered.chain().certificates().get(place)),
                remark.message(),
                remark.remedy());
    }

    private static boolean isOf(X509Certificate leaf, PrivateKey key) {
        try {
            return leaf.getPublicKey().getAlgorithm().equals(key.getAlgorithm())
                    && KeyPairs.belongTogether(leaf.getPublicKey(), key);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private boolean isOne(List<X509Certificate> certificates) {
        if (certificates.size() == 1) {
            return true;
        }
        faults.add(new Finding(
                "certificate:number",
                "certificate",
                certificates.size() + " certificates",
                "it contains more than one certificate",
                "Give the certificate itself only, and the others as its chain."));
        return false;
    }

    // before it is decoded, so that no one makes the host decode more
    private Optional<byte[]> sized(String field, byte[] content, int most) {
        if (content.length >= 1 && content.length <= most) {
            return Optional.of(content);
        }
        faults.add(new Finding(
                "import:size",
                field,
                content.length + " octets",
                content.length == 0 ? "it is empty" : "it is too long",
                "Give 1 to " + most + " octets."));
        return Optional.empty();
    }

    private <T> Optional<T> read(Decoded<T> decoded) {
        if (decoded instanceof Decoded.Read<T> read) {
            return Optional.of(read.value());
        }
        ((Decoded.Refused<T>) decoded).faults().forEach(fault -> faults.add(finding(fault)));
        return Optional.empty();
    }

    private static Finding finding(CodecFault fault) {
        String field = switch (fault.input()) {
            case CERTIFICATE -> "certificate";
            case CHAIN -> "chain";
            case PRIVATE_KEY -> "privateKey";
            case PKCS12 -> "pkcs12";
        };
        String index = fault.index().isPresent() ? "[" + fault.index().getAsInt() + "]" : "";
        return new Finding(fault.rule(), field + index, "", fault.reason(), fault.remedy());
    }
}
