package dev.acm.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.Deployment;
import dev.acm.certificate.FailureReason;
import dev.acm.quota.Quota;
import dev.acm.quota.QuotaUsage;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RetryClass;
import dev.acm.spi.StoreException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each refusal has a stable code, and a message that says what to do. */
class AcmExceptionTest {
    private static final CertificateArn ARN = new CertificateArn("acm", "test-1", "111122223333", new UUID(0, 1));
    private static final Deployment DEPLOYMENT = new Deployment("edge", "alice", Instant.EPOCH, OptionalLong.empty());
    private static final StoreException LOST =
            new StoreException("no answer", Effect.UNKNOWN, RetryClass.TRANSIENT, null);

    static Stream<Arguments> all() {
        return Stream.of(
                Arguments.of(
                        new AccessDeniedException(FailureReason.DOMAIN_NOT_ALLOWED, "not yours: ask the operator"),
                        ErrorCode.ACCESS_DENIED,
                        "ask"),
                Arguments.of(new ConflictException(ARN), ErrorCode.CONFLICT, "try again"),
                Arguments.of(
                        new InvalidRequestException(List.of(
                                new Finding("R-1", "names[0]", "x", "it is wrong", "Write it right."),
                                new Finding("R-2", "names[1]", "y", "it is wrong too", "Leave it out."))),
                        ErrorCode.INVALID_REQUEST,
                        "Leave it out."),
                Arguments.of(
                        new InvalidStateException(ARN, "request a new one"),
                        ErrorCode.INVALID_STATE,
                        "request a new one"),
                Arguments.of(
                        new LimitExceededException(
                                List.of(new QuotaUsage(Quota.IMPORTED_HELD, 7, OptionalLong.of(7), Optional.empty()))),
                        ErrorCode.LIMIT_EXCEEDED,
                        "IMPORTED_HELD 7 of 7"),
                Arguments.of(new PortFailedException("RecordStore", LOST), ErrorCode.PORT_FAILED, "no answer"),
                Arguments.of(
                        new PortMissingException("CaaPolicy", "add acm-validation"),
                        ErrorCode.PORT_MISSING,
                        "add acm-validation"),
                Arguments.of(new RequestInProgressException(ARN), ErrorCode.REQUEST_IN_PROGRESS, "explain"),
                Arguments.of(
                        new ResourceInUseException(ARN, List.of(DEPLOYMENT)),
                        ErrorCode.RESOURCE_IN_USE,
                        "disassociate first"),
                Arguments.of(new ResourceNotFoundException(ARN), ErrorCode.RESOURCE_NOT_FOUND, ARN.toString()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void code_eachException_isItsOwnAndTheMessageHelps(AcmException exception, ErrorCode code, String part) {
        assertThat(exception.code()).isEqualTo(code);
        assertThat(exception).hasMessageContaining(part);
    }

    @Test
    void all_permittedSubclasses_areTestedHere() {
        assertThat(all().<Class<?>>map(arguments -> arguments.get()[0].getClass())
                        .toList())
                .containsExactlyInAnyOrderElementsOf(List.of(AcmException.class.getPermittedSubclasses()));
    }

    @Test
    void portFailed_effect_isTold() {
        StoreException none = new StoreException("refused", Effect.NONE, RetryClass.NEVER, null);

        assertThat(new PortFailedException("RecordStore", LOST).isEffectUnknown())
                .isTrue();
        assertThat(new PortFailedException("RecordStore", none).isEffectUnknown())
                .isFalse();
        assertThat(new PortFailedException("RecordStore", none)).hasCause(none);
    }

    @Test
    void accessors_giveTheData() {
        assertThat(new ResourceInUseException(ARN, List.of(DEPLOYMENT)).deployments())
                .containsExactly(DEPLOYMENT);
        assertThat(new ResourceInUseException(ARN, List.of(DEPLOYMENT)).arn()).isEqualTo(ARN);
        assertThat(new InvalidStateException(ARN, "x").arn()).isEqualTo(ARN);
        assertThat(new ConflictException(ARN).arn()).contains(ARN);
    }
}
