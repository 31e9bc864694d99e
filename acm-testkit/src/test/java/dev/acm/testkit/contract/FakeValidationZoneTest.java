package dev.acm.testkit.contract;

import dev.acm.name.DomainName;
import dev.acm.spi.ValidationZone;
import dev.acm.testkit.FakeValidationZone;
import java.util.List;

class FakeValidationZoneTest implements ValidationZoneContract {
    @Override
    public ValidationZone newZone() {
        return new FakeValidationZone(DomainName.parse("validation.example.com"));
    }

    @Override
    public List<String> answers(ValidationZone zone, String name) {
        return ((FakeValidationZone) zone).values(name);
    }

    @Override
    public void breakDown(ValidationZone zone) {
        ((FakeValidationZone) zone).failing(true);
    }
}
