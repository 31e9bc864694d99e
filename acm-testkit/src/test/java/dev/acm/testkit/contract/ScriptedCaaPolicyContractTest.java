package dev.acm.testkit.contract;

import dev.acm.name.DomainName;
import dev.acm.spi.CaaPolicy;
import dev.acm.testkit.MutableTime;
import dev.acm.testkit.ScriptedCaaPolicy;
import java.util.List;

class ScriptedCaaPolicyContractTest implements CaaPolicyContract {
    @Override
    public CaaPolicy newPolicy() {
        return new ScriptedCaaPolicy(MutableTime.at("2026-11-23T12:00:00Z"));
    }

    @Override
    public void publish(CaaPolicy policy, DomainName name, String issuer) {
        for (DomainName each : List.of(name, DomainName.parse("*." + name))) {
            if (issuer.equals(ISSUER)) {
                ((ScriptedCaaPolicy) policy).permit(each);
            } else {
                ((ScriptedCaaPolicy) policy).forbid(each);
            }
        }
    }

    @Override
    public void fail(CaaPolicy policy, DomainName name) {
        ((ScriptedCaaPolicy) policy).unknown(name);
    }
}
