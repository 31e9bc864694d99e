package dev.acm;

import dev.acm.dcv.ValidationMethod;
import dev.acm.event.Caller;
import dev.acm.internal.Checks;
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
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;

/**
 * Collects the ports of a {@link CertificateManager}. Only store and clock are required: a call that needs a port that was not
 * given names the module to add. Not thread-safe.
 */
public final class CertificateManagerBuilder {
    private static final Pattern PART = Pattern.compile("[0-9A-Za-z_-]{1,64}");
    private static final Pattern TARGET = Pattern.compile("[0-9A-Za-z._:/-]{1,200}");

    private final RecordStore store;
    private final InstantSource time;
    private final Map<ValidationMethod, DomainValidator> validators = new EnumMap<>(ValidationMethod.class);
    private final Map<String, DeploymentTarget> targets = new LinkedHashMap<>();
    private final Map<String, ServingProbe> probes = new LinkedHashMap<>();
    private final List<CertificateListener> listeners = new ArrayList<>();
    private Optional<CertificateAuthority> authority = Optional.empty();
    private Optional<CaaPolicy> caaPolicy = Optional.empty();
    private Optional<KeyVault> vault = Optional.empty();
    private Optional<CertificateCodec> codec = Optional.empty();
    private Optional<KeyCheck> keyCheck = Optional.empty();
    private Optional<CertificateCheck> certificateCheck = Optional.empty();
    private Optional<AuditLog> auditLog = Optional.empty();
    private RequestPolicy requestPolicy = RequestPolicy.allowAll();
    private NameRules nameRules = NameRules.privateNames();
    private NameLimits nameLimits = NameLimits.acm();
    private Quotas quotas = Quotas.unlimited();
    private LifecyclePolicy lifecyclePolicy = LifecyclePolicy.acm();
    private ValidationRules validationRules = ValidationRules.acm();
    private SecureRandom random = new SecureRandom();
    private Executor executor = Runnable::run;
    private String partition = "local";
    private String region = "local";
    private Optional<Caller> defaultCaller = Optional.empty();

    CertificateManagerBuilder(RecordStore store, InstantSource time) {
        this.store = Objects.requireNonNull(store, "store");
        this.time = Objects.requireNonNull(time, "time");
    }

    /**
     * Sets who signs.
     *
     * @param newAuthority for example {@code EmbeddedAuthority} of acm-ca
     * @return this builder
     */
    public CertificateManagerBuilder authority(CertificateAuthority newAuthority) {
        this.authority = Optional.of(newAuthority);
        return this;
    }

    /**
     * Adds a way to prove control; one for each method.
     *
     * @param validator for example {@code DnsValidation} of acm-validation
     * @return this builder
     */
    public CertificateManagerBuilder validator(DomainValidator validator) {
        validators.put(validator.method(), validator);
        return this;
    }

    /**
     * Sets how CAA is checked.
     *
     * @param newCaaPolicy for example {@code DnsCaaPolicy} of acm-validation
     * @return this builder
     */
    public CertificateManagerBuilder caaPolicy(CaaPolicy newCaaPolicy) {
        this.caaPolicy = Optional.of(newCaaPolicy);
        return this;
    }

    /**
     * Sets who keeps the keys.
     *
     * @param newVault for example {@link dev.acm.vault.SoftwareKeyVault}
     * @return this builder
     */
    public CertificateManagerBuilder vault(KeyVault newVault) {
        this.vault = Optional.of(newVault);
        return this;
    }

    /**
     * Sets what reads and writes files of certificates and keys, for import and export.
     *
     * @param newCodec none by default; acm-ca has one
     * @return this builder
     */
    public CertificateManagerBuilder certificateCodec(CertificateCodec newCodec) {
        this.codec = Optional.of(newCodec);
        return this;
    }

    /**
     * Sets what says whether an imported key is strong enough.
     *
     * @param newKeyCheck none by default; acm-ca has one
     * @return this builder
     */
    public CertificateManagerBuilder keyCheck(KeyCheck newKeyCheck) {
        this.keyCheck = Optional.of(newKeyCheck);
        return this;
    }

    /**
     * Sets what says which rules an imported chain does not keep; {@link ImportResult#remarks} has it. Nothing is refused for
     * it.
     *
     * @param newCertificateCheck none by default; acm-ca has one
     * @return this builder
     */
    public CertificateManagerBuilder certificateCheck(CertificateCheck newCertificateCheck) {
        this.certificateCheck = Optional.of(newCertificateCheck);
        return this;
    }

    /**
     * Adds a target that certificates can be associated with.
     *
     * @param target for example {@link dev.acm.deploy.InProcessTls}
     * @return this builder
     * @throws IllegalArgumentException if its id is malformed, or another target has it
     */
    public CertificateManagerBuilder target(DeploymentTarget target) {
        Checks.matches("target id", target.id(), TARGET);
        Checks.require(!targets.containsKey(target.id()), "two targets have the id " + target.id());
        targets.put(target.id(), target);
        return this;
    }

    /**
     * Adds a look from outside at what a target serves. A generation then counts as served there only once it was seen, and only
     * then is its predecessor retired; without one, the target's own word counts.
     *
     * @param target the target's id; the target is to be added as well
     * @param probe for example {@code TlsProbe} of acm-ca
     * @return this builder
     * @throws IllegalArgumentException if the target has a probe already
     */
    public CertificateManagerBuilder probe(String target, ServingProbe probe) {
        Checks.matches("target id", target, TARGET);
        Checks.require(!probes.containsKey(target), "two probes for the target " + target);
        probes.put(target, Objects.requireNonNull(probe, "probe"));
        return this;
    }

    /**
     * Sets where audit entries go.
     *
     * @param newAuditLog none by default
     * @return this builder
     */
    public CertificateManagerBuilder auditLog(AuditLog newAuditLog) {
        this.auditLog = Optional.of(newAuditLog);
        return this;
    }

    /**
     * Adds a listener.
     *
     * @param listener hears events after they are stored
     * @return this builder
     */
    public CertificateManagerBuilder listener(CertificateListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /**
     * Sets who may ask for what.
     *
     * @param newPolicy everybody for everything by default, with validation
     * @return this builder
     */
    public CertificateManagerBuilder requestPolicy(RequestPolicy newPolicy) {
        this.requestPolicy = Objects.requireNonNull(newPolicy, "newPolicy");
        return this;
    }

    /**
     * Sets which names may be asked for.
     *
     * @param newRules any well-formed name by default, as fits a private authority; {@link NameRules#publicWeb()} for a
     *     public one
     * @return this builder
     */
    public CertificateManagerBuilder nameRules(NameRules newRules) {
        this.nameRules = Objects.requireNonNull(newRules, "newRules");
        return this;
    }

    /**
     * Sets how many names a certificate may have. Whether the first becomes the common name is each request's to say.
     *
     * @param newLimits ACM's ten names by default, 100 at most
     * @return this builder
     */
    public CertificateManagerBuilder nameLimits(NameLimits newLimits) {
        this.nameLimits = Objects.requireNonNull(newLimits, "newLimits");
        return this;
    }

    /**
     * Sets how much each account may have and ask for.
     *
     * @param newQuotas unlimited by default; {@link Quotas#acm()} for ACM's
     * @return this builder
     */
    public CertificateManagerBuilder quotas(Quotas newQuotas) {
        this.quotas = Objects.requireNonNull(newQuotas, "newQuotas");
        return this;
    }

    /**
     * Sets the clocks of the lifecycle.
     *
     * @param newPolicy ACM's by default
     * @return this builder
     */
    public CertificateManagerBuilder lifecyclePolicy(LifecyclePolicy newPolicy) {
        this.lifecyclePolicy = Objects.requireNonNull(newPolicy, "newPolicy");
        return this;
    }

    /**
     * Sets by what measure proof of control is judged.
     *
     * @param newRules ACM's by default
     * @return this builder
     */
    public CertificateManagerBuilder validationRules(ValidationRules newRules) {
        this.validationRules = Objects.requireNonNull(newRules, "newRules");
        return this;
    }

    /**
     * Sets where handles take their chance from.
     *
     * @param newRandom the JDK's default by default
     * @return this builder
     */
    public CertificateManagerBuilder random(SecureRandom newRandom) {
        this.random = Objects.requireNonNull(newRandom, "newRandom");
        return this;
    }

    /**
     * Sets who carries out what blocks: keys, signatures, deployments.
     *
     * @param newExecutor the thread that calls {@code runDue} by default
     * @return this builder
     */
    public CertificateManagerBuilder executor(Executor newExecutor) {
        this.executor = Objects.requireNonNull(newExecutor, "newExecutor");
        return this;
    }

    /**
     * Sets the partition of new handles.
     *
     * @param newPartition {@code [0-9A-Za-z_-]{1,64}}; {@code local} by default
     * @return this builder
     */
    public CertificateManagerBuilder partition(String newPartition) {
        this.partition = Checks.matches("partition", newPartition, PART);
        return this;
    }

    /**
     * Sets the region: where the store lives, and where keys stay.
     *
     * @param newRegion {@code [0-9A-Za-z_-]{1,64}}; {@code local} by default
     * @return this builder
     */
    public CertificateManagerBuilder region(String newRegion) {
        this.region = Checks.matches("region", newRegion, PART);
        return this;
    }

    /**
     * Sets on whose behalf calls are made that do not say.
     *
     * @param newCaller none by default
     * @return this builder
     */
    public CertificateManagerBuilder defaultCaller(Caller newCaller) {
        this.defaultCaller = Optional.of(newCaller);
        return this;
    }

    /**
     * Builds the manager.
     *
     * @return the manager
     * @throws IllegalArgumentException if there is a probe for a target that was not added
     */
    public CertificateManager build() {
        Checks.require(
                targets.keySet().containsAll(probes.keySet()),
                "probes must be of added targets " + targets.keySet() + ", got " + probes.keySet());
        byte[] owner = new byte[8];
        random.nextBytes(owner);
        return new CertificateManager(new Ports(
                store,
                authority,
                Map.copyOf(validators),
                caaPolicy,
                vault,
                codec,
                keyCheck,
                certificateCheck,
                Map.copyOf(targets),
                Map.copyOf(probes),
                auditLog,
                List.copyOf(listeners),
                requestPolicy,
                nameRules,
                nameLimits,
                quotas,
                lifecyclePolicy,
                validationRules,
                time,
                random,
                executor,
                partition,
                region,
                HexFormat.of().formatHex(owner),
                defaultCaller));
    }
}
