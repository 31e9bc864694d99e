package dev.acm.testkit.contract;

import dev.acm.deploy.InProcessTls;
import dev.acm.spi.DeploymentTarget;
import dev.acm.tls.ServingKeyManager;

/** P1 to P3 of the core's own target. */
class InProcessTlsTest implements DeploymentTargetContract {
    @Override
    public DeploymentTarget newTarget() {
        return new InProcessTls(ServingKeyManager.create(this::now));
    }
}
