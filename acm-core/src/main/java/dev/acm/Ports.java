package dev.acm;

import dev.acm.certificate.CertificateArn;
import dev.acm.dcv.ValidationMethod;
import dev.acm.error.PortMissingException;
import dev.acm.event.Caller;
import dev.acm.name.NameLimits;
import dev.acm.name.NameRules;
import dev.acm.quota.Quotas;
import dev.acm.renewal.LifecyclePolicy;
import dev.acm.spi.AuditLog;
import dev.acm.spi.CaaPolicy;
import dev.acm.spi.CertificateAuthority;
import dev.acm.spi.CertificateCheck;
import dev.acm.spi.CertificateCodec;
import dev.acm.spi.CertificateListener;
import dev.acm.spi.DeploymentTarget;
import dev.acm.spi.DomainValidator;
import dev.acm.spi.KeyCheck;
import dev.acm.spi.KeyVault;
import dev.acm.spi.RecordStore;
import dev.acm.spi.RequestPolicy;
import dev.acm.spi.ServingProbe;
import dev.acm.spi.ValidationRules;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;

/** What a manager was built from. */
record Ports(
        RecordStore store,
        Optional<CertificateAuthority> maybeAuthority,
        Map<ValidationMethod, DomainValidator> validators,
        Optional<CaaPolicy> maybeCaaPolicy,
        Optional<KeyVault> maybeVault,
        Optional<CertificateCodec> maybeCodec,
        Optional<KeyCheck> maybeKeyCheck,
        Optional<CertificateCheck> certificateCheck,
        Map<String, DeploymentTarget> targets,
        Map<String, ServingProbe> probes,
        Optional<AuditLog> auditLog,
        List<CertificateListener> listeners,
        RequestPolicy requestPolicy,
        NameRules nameRules,
        NameLimits nameLimits,
        Quotas quotas,
        LifecyclePolicy policy,
        ValidationRules rules,
        InstantSource time,
        SecureRandom random,
        Executor executor,
        String partition,
        String region,
        String owner,
        Optional<Caller> defaultCaller) {
    CertificateAuthority authority() {
        return maybeAuthority.orElseThrow(() -> new PortMissingException(
                "CertificateAuthority", "add acm-ca and pass EmbeddedAuthority to the builder, or your own"));
    }

    KeyVault vault() {
        return maybeVault.orElseThrow(() -> new PortMissingException(
                "KeyVault", "pass dev.acm.vault.SoftwareKeyVault to the builder, or your own"));
    }

    CertificateCodec codec() {
        return maybeCodec.orElseThrow(() -> new PortMissingException(
                "CertificateCodec", "add acm-ca and pass its codec to the builder, or your own"));
    }

    KeyCheck keyCheck() {
        return maybeKeyCheck.orElseThrow(() ->
                new PortMissingException("KeyCheck", "add acm-ca and pass its check to the builder, or your own"));
    }

    /** A handle that was never given out. */
    CertificateArn freshArn(String account) {
        byte[] bits = new byte[16];
        random.nextBytes(bits);
        // RFC 9562 section 5.4: version 4, variant 10
        bits[6] = (byte) ((bits[6] & 0x0f) | 0x40);
        bits[8] = (byte) ((bits[8] & 0x3f) | 0x80);
        ByteBuffer buffer = ByteBuffer.wrap(bits);
        return new CertificateArn(partition, region, account, new UUID(buffer.getLong(), buffer.getLong()));
    }

    CaaPolicy caaPolicy() {
        return maybeCaaPolicy.orElseThrow(() -> new PortMissingException(
                "CaaPolicy", "add acm-validation and pass DnsCaaPolicy to the builder, or your own"));
    }

    DomainValidator validator(ValidationMethod method) {
        DomainValidator validator = validators.get(method);
        if (validator == null) {
            throw new PortMissingException(
                    "DomainValidator for " + method,
                    "add acm-validation and pass its validator to the builder, or your own");
        }
        return validator;
    }
}
