package dev.acm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.spi.DeploymentTarget;
import dev.acm.testkit.Fault;
import dev.acm.testkit.RecordingTarget;
import org.junit.jupiter.api.Test;

class RecordingTargetTest implements DeploymentTargetContract {
    @Override
    public DeploymentTarget newTarget() {
        return new RecordingTarget("recording");
    }

    @Override
    public boolean breakNextActivation(DeploymentTarget target) {
        ((RecordingTarget) target).onActivate(1, Fault.NOT_DONE);
        return true;
    }

    @Test
    void calls_areRememberedInOrder() throws Exception {
        RecordingTarget target = new RecordingTarget("recording");

        target.prepare(material(ARN, 1));
        target.activate(material(ARN, 1));
        target.retire(ARN);

        assertThat(target.calls()).containsExactly("prepare " + ARN + " 1", "activate " + ARN + " 1", "retire " + ARN);
        assertThat(target.served(ARN)).isEmpty();
    }
}
