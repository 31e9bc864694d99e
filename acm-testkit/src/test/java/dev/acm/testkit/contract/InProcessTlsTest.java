package dev.acm.testkit.contract;

import dev.acm.deploy.InProcessTls;
import dev.acm.spi.DeploymentTarget;
import dev.acm.tls.ServingKeyManager;
import dev.acm.tls.ServingSslContext;
import java.util.List;

/** P1 to P4 of the core's own target. */
class InProcessTlsTest implements DeploymentTargetContract {
    @Override
    public DeploymentTarget newTarget() {
        ServingKeyManager keys = ServingKeyManager.create(this::now);
        return new InProcessTls("tls", keys, List.of(ServingSslContext.of(keys)));
    }
}
