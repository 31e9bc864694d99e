package dev.acm.validation;

import dev.acm.dcv.Challenge;
import dev.acm.dcv.ValidationTokens;
import dev.acm.loopbackdns.LoopbackDns;
import dev.acm.loopbackdns.LoopbackZone;
import dev.acm.name.DomainName;
import dev.acm.spi.CaaPolicy;
import dev.acm.spi.DnsAnswer.Status;
import dev.acm.spi.DnsQuestion;
import dev.acm.spi.DnsResolver;
import dev.acm.spi.DomainValidator;
import dev.acm.spi.ValidationSubject;
import dev.acm.testkit.MutableTime;
import dev.acm.testkit.contract.CaaPolicyContract;
import dev.acm.testkit.contract.DnsResolverContract;
import dev.acm.testkit.contract.DomainValidatorContract;
import dev.acm.validation.caa.DnsCaaPolicy;
import dev.acm.validation.dns.DnsjavaResolver;
import dev.acm.validation.dns.TrustAnchors;
import dev.acm.validation.perspective.CorroboratedCaa;
import dev.acm.validation.perspective.CorroboratedValidation;
import dev.acm.validation.perspective.Perspective;
import dev.acm.validation.perspective.Quorum;
import dev.acm.validation.perspective.Region;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** The shipped contracts of resolver, validator and CAA policy, over real packets. */
class DnsContractsTest {
    private final MutableTime time = MutableTime.at("2026-11-23T12:00:00Z");
    private final LoopbackDns dns = LoopbackDns.start(time);
    private final LoopbackZone zone = dns.signedZone("com.");
    private final DnsjavaResolver resolver = DnsjavaResolver.builder(
                    dns.address(), TrustAnchors.of(List.of(zone.ds())), time)
            .timeout(Duration.ofSeconds(2))
            .attempts(1)
            .build();

    @AfterEach
    void stop() throws Exception {
        dns.close();
    }

    @Nested
    class Resolver implements DnsResolverContract {
        @Override
        public DnsResolver resolver() {
            zone.add("here.contract.example.com. 300 IN TXT \"here\"")
                    .add("alias.contract.example.com. 300 IN CNAME again.contract.example.com.")
                    .add("again.contract.example.com. 300 IN CNAME here.contract.example.com.");
            dns.fault("servfail.contract.example.com.", "TXT", LoopbackDns.Fault.SERVFAIL);
            dns.fault("refused.contract.example.com.", "TXT", LoopbackDns.Fault.REFUSED);
            return resolver;
        }

        @Override
        public DnsQuestion existing() {
            return new DnsQuestion("here.contract.example.com.", "TXT");
        }

        @Override
        public DnsQuestion missing() {
            return new DnsQuestion("nowhere.contract.example.com.", "TXT");
        }

        @Override
        public Optional<DnsQuestion> noData() {
            return Optional.of(new DnsQuestion("here.contract.example.com.", "CAA"));
        }

        @Override
        public Optional<DnsQuestion> aliased() {
            return Optional.of(new DnsQuestion("alias.contract.example.com.", "TXT"));
        }

        @Override
        public Map<DnsQuestion, Status> troubles() {
            return Map.of(
                    new DnsQuestion("servfail.contract.example.com.", "TXT"), Status.SERVFAIL,
                    new DnsQuestion("refused.contract.example.com.", "TXT"), Status.REFUSED);
        }
    }

    @Nested
    class Validator implements DomainValidatorContract {
        @Override
        public DomainValidator newValidator() {
            return DnsValidation.of(
                    resolver, ValidationTokens.of(List.of(new byte[32]), DomainName.parse("validation.example.com")));
        }

        @Override
        public void act(DomainValidator validator, ValidationSubject subject, Challenge challenge) {
            zone.add(((Challenge.PublishRecord) challenge).record().toZoneLine());
        }

        @Override
        public void undo(DomainValidator validator, ValidationSubject subject) {
            Challenge.PublishRecord publish = (Challenge.PublishRecord) validator.challenge(subject);
            zone.remove(publish.record().name(), publish.record().type());
        }
    }

    @Nested
    class Caa implements CaaPolicyContract {
        @Override
        public CaaPolicy newPolicy() {
            return DnsCaaPolicy.of(resolver);
        }

        @Override
        public void publish(CaaPolicy policy, DomainName name, String issuer) {
            zone.remove(name + ".", "CAA").add(name + ". 300 IN CAA 0 issue \"" + issuer + "\"");
        }

        @Override
        public void fail(CaaPolicy policy, DomainName name) {
            dns.fault(name + ".", "CAA", LoopbackDns.Fault.SERVFAIL);
        }
    }

    @Nested
    class CorroboratedCaaPolicy extends Caa {
        @Override
        public CaaPolicy newPolicy() {
            return CorroboratedCaa.of(
                    super.newPolicy(),
                    List.of(
                            new Perspective<>("one", Region.ARIN, super.newPolicy()),
                            new Perspective<>("two", Region.RIPE, super.newPolicy())),
                    day -> new Quorum(2, 2, true));
        }
    }

    @Nested
    class CorroboratedValidator extends Validator {
        @Override
        public DomainValidator newValidator() {
            return CorroboratedValidation.of(
                    super.newValidator(),
                    List.of(
                            new Perspective<>("one", Region.ARIN, super.newValidator()),
                            new Perspective<>("two", Region.RIPE, super.newValidator())),
                    day -> new Quorum(2, 2, true));
        }
    }
}
