package dev.acm;

import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.CertificateStatus;
import dev.acm.certificate.CertificateType;
import dev.acm.certificate.ExportedCertificate;
import dev.acm.error.Finding;
import dev.acm.error.InvalidRequestException;
import dev.acm.error.InvalidStateException;
import dev.acm.error.PortFailedException;
import dev.acm.error.RequestInProgressException;
import dev.acm.event.Caller;
import dev.acm.key.KeyBinding;
import dev.acm.key.KeyUse;
import dev.acm.lifecycle.CertificateRecord;
import dev.acm.lifecycle.Exporting;
import dev.acm.lifecycle.Generation;
import dev.acm.request.ExportRequest;
import dev.acm.spi.CertificateCodec;
import dev.acm.spi.StoreException;
import dev.acm.spi.VaultException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Takes certificates out with their keys. The record says that a key is used before it is opened, and that it was exported
 * before it is handed out.
 */
final class Exports {
    private static final int SHORTEST = 4;
    private static final int LONGEST = 128;
    private static final String ALIAS = "certificate";
    private static final String FORBIDDEN = "#$%";

    private final Ports ports;
    private final Records records;

    Exports(Ports ports, Records records) {
        this.ports = ports;
        this.records = records;
    }

    ExportedCertificate export(Caller caller, CertificateArn arn, ExportRequest request) {
        ports.codec();
        ports.vault();
        char[] passphrase = request.passphrase();
        try {
            List<Finding> faults = faults(passphrase);
            checkState(records.get(arn, caller.account()).record());
            if (!faults.isEmpty()) {
                throw new InvalidRequestException(faults);
            }
            Instant now = ports.time().instant();
            String form = request.form().name();
            CertificateRecord told = records.change(arn, caller.account(), Optional.of(now), record -> {
                        checkState(record);
                        return Exporting.opening(record, form, request.purpose(), caller, now);
                    })
                    .record();
            ExportedCertificate exported = opened(caller, told, request, passphrase);
            // a vault that refuses has taken nothing out, so only now it counts as exported
            records.change(arn, caller.account(), Optional.of(now), record -> {
                checkState(record);
                return Exporting.exported(record, exported.generation(), form, request.purpose(), caller, now);
            });
            return exported;
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }

    private ExportedCertificate opened(
            Caller caller, CertificateRecord record, ExportRequest request, char[] passphrase) {
        Generation current = record.current().orElseThrow();
        try {
            CertificateChain chain = records.chain(current.leaf(), current.issuersId());
            byte[] key = ports.vault()
                    .export(
                            current.key().orElseThrow(),
                            KeyBinding.tls(record.arn(), current.number()),
                            new KeyUse("export: " + request.purpose(), caller.actor()));
            try {
                return new ExportedCertificate(
                        record.arn(),
                        current.number(),
                        chain,
                        request.form(),
                        written(ports.codec(), chain, key, request.form(), passphrase));
            } finally {
                Arrays.fill(key, (byte) 0);
            }
        } catch (StoreException e) {
            throw new PortFailedException("RecordStore", e);
        } catch (VaultException e) {
            throw new PortFailedException("KeyVault", e);
        }
    }

    private static byte[] written(
            CertificateCodec codec,
            CertificateChain chain,
            byte[] key,
            ExportedCertificate.Form form,
            char[] passphrase) {
        return form == ExportedCertificate.Form.PEM
                ? codec.writePrivateKey(key, Optional.of(passphrase))
                : codec.writePkcs12(chain, key, ALIAS, passphrase);
    }

    private static void checkState(CertificateRecord record) {
        CertificateArn arn = record.arn();
        if (record.wish().type() == CertificateType.IMPORTED) {
            throw new InvalidStateException(
                    arn, "an imported certificate is not exported; its owner has the key already");
        }
        if (!record.wish().exportable()) {
            throw new InvalidStateException(
                    arn,
                    "its export was not enabled when it was requested, and cannot be later; request one with export"
                            + " enabled");
        }
        if (record.status() == CertificateStatus.PENDING_VALIDATION) {
            throw new RequestInProgressException(arn);
        }
        if (record.status() != CertificateStatus.ISSUED
                || record.current().flatMap(Generation::key).isEmpty()) {
            throw new InvalidStateException(arn, "its status is " + record.status() + "; request a new certificate");
        }
    }

    private static List<Finding> faults(char[] passphrase) {
        List<Finding> faults = new ArrayList<>();
        if (passphrase.length < SHORTEST || passphrase.length > LONGEST) {
            faults.add(
                    fault("passphrase:length", passphrase.length + " characters", "it must have 4 to 128 characters"));
        }
        boolean breaks = false;
        boolean others = false;
        for (char character : passphrase) {
            breaks |= character == '\n' || character == '\r';
            others |= character > 0x7f || FORBIDDEN.indexOf(character) >= 0;
        }
        if (breaks) {
            faults.add(fault(
                    "passphrase:line-break",
                    "a line break",
                    "it contains a line break, mostly left over from a file it was read from"));
        }
        if (others) {
            faults.add(fault(
                    "passphrase:characters",
                    "a character that is not taken",
                    "it contains a character beyond ASCII, or one of " + FORBIDDEN));
        }
        return faults;
    }

    // never the passphrase itself, and not which character or where
    private static Finding fault(String rule, String value, String message) {
        return new Finding(
                rule,
                "passphrase",
                value,
                message,
                "Use 4 to 128 ASCII characters without # $ % and line" + " breaks.");
    }
}
