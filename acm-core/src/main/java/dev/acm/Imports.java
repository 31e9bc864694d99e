package dev.acm;

import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.CertificateType;
import dev.acm.error.ConflictException;
import dev.acm.error.Finding;
import dev.acm.error.InvalidRequestException;
import dev.acm.error.InvalidStateException;
import dev.acm.error.PortFailedException;
import dev.acm.event.Caller;
import dev.acm.key.KeyBinding;
import dev.acm.key.SealedKey;
import dev.acm.lifecycle.CertificateRecord;
import dev.acm.lifecycle.Compromising;
import dev.acm.lifecycle.Der;
import dev.acm.lifecycle.Generation;
import dev.acm.lifecycle.Importing;
import dev.acm.lifecycle.RecordCodec;
import dev.acm.lifecycle.Serials;
import dev.acm.lifecycle.Wishes;
import dev.acm.request.ImportRequest;
import dev.acm.spi.Document;
import dev.acm.spi.PortException;
import dev.acm.spi.StoreException;
import dev.acm.spi.VaultException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes in certificates made elsewhere. What is not refused is sealed into the record before anything else is done with it. */
final class Imports {
    /** What stands where other generations name the attempt that made them. */
    private static final String IMPORTED = "import";

    private static final Logger log = LoggerFactory.getLogger(Imports.class);

    private final Ports ports;
    private final Records records;
    private final Handles handles;
    private final Compromises compromises;
    private final Admission admission;

    Imports(Ports ports, Records records, Handles handles) {
        this.ports = ports;
        this.records = records;
        this.handles = handles;
        this.compromises = new Compromises(ports, records);
        this.admission = new Admission(ports, new Denials(ports, records));
    }

    ImportResult importCertificate(Caller caller, ImportRequest request) {
        ports.vault();
        ImportCheck check = new ImportCheck(ports.codec(), ports.keyCheck(), ports.certificateCheck());
        Instant now = ports.time().instant();
        Optional<ImportCheck.Material> material = check.read(request, now);
        RequestRules.checkToken(request.idempotencyToken(), check.faults());
        check.faults().addAll(TagRules.check(request.tags()));
        if (request.arn().isPresent()) {
            checkTags(request, check.faults());
            return again(caller, request, request.arn().get(), material, check, now);
        }
        material.ifPresent(candidate -> checkKey(caller, candidate, check.faults()));
        if (!check.faults().isEmpty()) {
            throw new InvalidRequestException(check.faults());
        }
        admission.checkImport(caller, request, material.orElseThrow());
        return first(caller, request, material.orElseThrow(), check.remarks(), now);
    }

    private void checkKey(Caller caller, ImportCheck.Material material, List<Finding> faults) {
        try {
            if (compromises.isReported(caller.account(), keyOf(material))) {
                faults.add(new Finding(
                        "key:compromised",
                        "privateKey",
                        material.algorithm().name(),
                        "it was reported as compromised",
                        "Make a new key, and ask the issuer for a certificate of it."));
            }
        } catch (StoreException e) {
            throw new PortFailedException("RecordStore", e);
        }
    }

    private static String keyOf(ImportCheck.Material material) {
        return Compromising.id(material.chain().leaf().getPublicKey().getEncoded());
    }

    // a report that came between is applied to what was imported meanwhile
    private void markIfReported(Caller caller, CertificateArn arn, ImportCheck.Material material, Instant now)
            throws StoreException {
        if (compromises.isReported(caller.account(), keyOf(material))) {
            compromises.mark(arn, keyOf(material), caller, now);
        }
    }

    private static void checkTags(ImportRequest request, List<Finding> faults) {
        if (!request.tags().isEmpty()) {
            faults.add(new Finding(
                    "reimport:tags",
                    "tags",
                    IdempotencyRecords.tags(request.tags()),
                    "an import onto a certificate takes no tags",
                    "Its tags stay; change them by a call of their own."));
        }
    }

    private ImportResult first(
            Caller caller, ImportRequest request, ImportCheck.Material material, List<Finding> remarks, Instant now) {
        try {
            Handles.Ask ask = new Handles.Ask(
                    caller,
                    request.idempotencyToken(),
                    parameters(request, material.chain()),
                    CertificateType.IMPORTED,
                    now);
            CertificateArn arn = handles.take(ask, handles.foresee(ask));
            int expiryDays = handles.expiryDays(caller);
            Generation generation = seal(arn, 1, material, now);
            boolean inserted = false;
            boolean unused = false;
            try {
                CertificateRecord record = Wishes.bornWith(
                        Importing.first(wish(arn, caller, material, now), generation, caller.source()), request.tags());
                inserted = records.insert(
                        Records.key(arn),
                        caller.account(),
                        Optional.of(now),
                        RecordCodec.encode(Wishes.expiryDays(record, expiryDays), Document.empty()));
                // it is there already: this is the same import once more, and its key was sealed then
                unused = !inserted;
            } catch (StoreException e) {
                unused = e.effect() == PortException.Effect.NONE;
                throw e;
            } finally {
                if (unused) {
                    forget(arn, generation);
                }
            }
            if (!inserted) {
                refuseDeleted(arn);
            }
            handles.stored(ask, arn);
            markIfReported(caller, arn, material, now);
            return new ImportResult(arn, 1, remarks);
        } catch (StoreException e) {
            throw new PortFailedException("RecordStore", e);
        }
    }

    private void refuseDeleted(CertificateArn arn) throws StoreException {
        boolean deleted = records.find(Records.key(arn))
                .filter(loaded -> loaded.record().deletedAt().isEmpty())
                .isEmpty();
        if (deleted) {
            throw new InvalidStateException(
                    arn, "it was imported with this idempotency token and deleted since; use another token");
        }
    }

    private static CertificateRecord.Wish wish(
            CertificateArn arn, Caller caller, ImportCheck.Material material, Instant now) {
        return new CertificateRecord.Wish(
                arn,
                material.names(),
                CertificateType.IMPORTED,
                ImportCheck.METHOD,
                material.algorithm(),
                false,
                false,
                Optional.empty(),
                now,
                caller.actor());
    }

    // the key is the certificate's, so it need not be among them
    private static Map<String, String> parameters(ImportRequest request, CertificateChain chain) {
        Map<String, String> parameters = new TreeMap<>();
        parameters.put("operation", "import");
        parameters.put("certificate", CertificateChain.of(List.of(chain.leaf())).id());
        parameters.put("chain", chain.id());
        parameters.put("tags", IdempotencyRecords.tags(request.tags()));
        return parameters;
    }

    private ImportResult again(
            Caller caller,
            ImportRequest request,
            CertificateArn arn,
            Optional<ImportCheck.Material> material,
            ImportCheck check,
            Instant now) {
        CertificateRecord before = records.get(arn, caller.account()).record();
        if (before.wish().type() != CertificateType.IMPORTED) {
            throw new InvalidStateException(
                    arn, "it was not imported, so nothing can be imported onto it; import it as a new certificate");
        }
        material.ifPresent(candidate -> checkKey(caller, candidate, check.faults()));
        material.ifPresent(candidate -> new ReimportRules(before, check.faults()).check(candidate));
        if (!check.faults().isEmpty()) {
            throw new InvalidRequestException(check.faults());
        }
        ImportCheck.Material successor = material.orElseThrow();
        admission.checkImport(caller, request, successor);
        Der leaf = Der.of(successor.chain().toDer().get(0));
        if (isCurrent(before, leaf)) {
            return new ImportResult(arn, before.current().orElseThrow().number(), check.remarks());
        }
        try {
            long number = before.current().orElseThrow().number() + 1;
            Generation generation = seal(arn, number, successor, now);
            boolean taken = false;
            boolean unused = true;
            try {
                CertificateRecord after = records.change(arn, caller.account(), Optional.of(now), record -> {
                            // somebody else's import came between: theirs stands, and is not overwritten unseen
                            if (record.current().orElseThrow().number() + 1 != number) {
                                return record;
                            }
                            return Importing.again(record, successor.names(), generation, caller, now);
                        })
                        .record();
                taken = isCurrent(after, leaf);
                unused = !taken;
            } catch (PortFailedException e) {
                // a write that may have been made may have made it the current key
                unused = !e.isEffectUnknown();
                throw e;
            } finally {
                if (unused) {
                    forget(arn, generation);
                }
            }
            if (!taken) {
                throw new ConflictException(arn);
            }
            markIfReported(caller, arn, successor, now);
            return new ImportResult(arn, number, check.remarks());
        } catch (StoreException e) {
            throw new PortFailedException("RecordStore", e);
        }
    }

    private static boolean isCurrent(CertificateRecord record, Der leaf) {
        return record.current().filter(current -> current.leaf().equals(leaf)).isPresent();
    }

    private Generation seal(CertificateArn arn, long number, ImportCheck.Material material, Instant now)
            throws StoreException {
        String issuersId = records.keepIssuers(material.chain());
        X509Certificate leaf = material.chain().leaf();
        try {
            SealedKey key =
                    ports.vault().seal(KeyBinding.tls(arn, number), new KeyPair(leaf.getPublicKey(), material.key()));
            return new Generation(
                    number,
                    Serials.text(leaf),
                    leaf.getNotBefore().toInstant(),
                    leaf.getNotAfter().toInstant(),
                    Der.of(material.chain().toDer().get(0)),
                    issuersId,
                    Optional.of(key),
                    IMPORTED,
                    now);
        } catch (VaultException e) {
            throw new PortFailedException("KeyVault", e);
        }
    }

    private void forget(CertificateArn arn, Generation generation) {
        try {
            // a vault may give the same handle for the same key twice: then it is in use
            boolean used = records.find(Records.key(arn))
                    .filter(loaded -> loaded.record().generations().stream()
                            .anyMatch(kept -> kept.key().equals(generation.key())))
                    .isPresent();
            if (used) {
                return;
            }
            ports.vault().destroy(generation.key().orElseThrow(), KeyBinding.tls(arn, generation.number()));
        } catch (VaultException | StoreException e) {
            log.warn("a key that is not used was not forgotten certificate={}", arn, e);
        }
    }
}
