package dev.acm.testkit.contract;

import dev.acm.event.CertificateEvent;
import dev.acm.spi.CertificateListener;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The contract on a listener as a host writes it: it counts issued and renewed certificates. */
class CertificateListenerContractTest implements CertificateListenerContract {
    @Override
    public CertificateListener newListener() {
        return new Ledger();
    }

    @Override
    public List<?> effects(CertificateListener listener) {
        return ((Ledger) listener).lines;
    }

    private static final class Ledger implements CertificateListener {
        private final Set<String> seen = new HashSet<>();
        private final List<String> lines = new ArrayList<>();

        @Override
        public synchronized void onEvent(CertificateEvent event) {
            if (seen.add(event.arn() + "#" + event.sequence())) {
                switch (event.type()) {
                    case ISSUED, RENEWED -> lines.add(event.arn() + " " + event.type());
                    default -> {
                        // of no concern here
                    }
                }
            }
        }
    }
}
