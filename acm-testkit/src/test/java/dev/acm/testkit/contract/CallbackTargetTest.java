package dev.acm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acm.certificate.CertificateArn;
import dev.acm.deploy.CallbackTarget;
import dev.acm.deploy.ServingCallback;
import dev.acm.spi.DeploymentException;
import dev.acm.spi.DeploymentTarget;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RetryClass;
import dev.acm.spi.ServingMaterial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** P1 to P4 of a target whose host does nothing but what the callback's contract says. */
class CallbackTargetTest implements DeploymentTargetContract {
    private final Map<CertificateArn, ServingMaterial> host = new HashMap<>();
    private final List<Long> calls = new ArrayList<>();
    private boolean broken;

    private final class Host implements ServingCallback {
        @Override
        public void serve(ServingMaterial material) {
            calls.add(material.generation());
            if (broken) {
                broken = false;
                throw new IllegalStateException("no space left");
            }
            host.put(material.arn(), material);
        }

        @Override
        public void stop(CertificateArn arn) {
            host.remove(arn);
        }
    }

    @Override
    public DeploymentTarget newTarget() {
        return new CallbackTarget("callback", new Host());
    }

    @Override
    public boolean breakNextActivation(DeploymentTarget target) {
        broken = true;
        return true;
    }

    @Test
    void sameGenerationAgain_doesNotCallTheHost() throws Exception {
        DeploymentTarget target = newTarget();
        ServingMaterial material = material(ARN, 1);

        target.activate(material);
        target.activate(material);

        assertThat(calls).containsExactly(1L);
        assertThat(host.get(ARN)).isEqualTo(material);
    }

    @Test
    void unchecked_isAFailureOfUnknownEffect() {
        broken = true;

        assertThatThrownBy(() -> newTarget().activate(material(ARN, 1)))
                .isInstanceOfSatisfying(DeploymentException.class, e -> {
                    assertThat(e.effect()).isEqualTo(Effect.UNKNOWN);
                    assertThat(e.retryClass()).isEqualTo(RetryClass.TRANSIENT);
                    assertThat(e).hasMessageContainingAll("callback", "no space left");
                });
    }

    @Test
    void cut_notKnownHow_saysWhatToDo() {
        assertThatThrownBy(() -> newTarget().cut(ARN))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("restart the server");
    }
}
