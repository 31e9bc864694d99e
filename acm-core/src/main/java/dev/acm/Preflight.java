package dev.acm;

import dev.acm.dcv.ResourceRecord;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.error.Finding;
import java.util.List;

/**
 * What would become of a request made now. Nothing was stored, sent or signed to find out.
 *
 * @param findings faults for which the request would be refused
 * @param diagnoses what it would wait for, or fail for
 * @param records the DNS records it needs, published or not
 */
public record Preflight(List<Finding> findings, List<Diagnosis> diagnoses, List<ResourceRecord> records) {
    /** Copies the lists. */
    public Preflight {
        findings = List.copyOf(findings);
        diagnoses = List.copyOf(diagnoses);
        records = List.copyOf(records);
    }

    /**
     * Whether a certificate would be issued at once.
     *
     * @return true if there is neither a finding nor a diagnosis
     */
    public boolean isClear() {
        return findings.isEmpty() && diagnoses.isEmpty();
    }
}
