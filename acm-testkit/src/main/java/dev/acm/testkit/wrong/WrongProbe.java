package dev.acm.testkit.wrong;

import dev.acm.spi.ProbeQuestion;
import dev.acm.spi.ServingProbe;
import dev.acm.spi.Sighting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Probes that break the contract in one way each. */
@SuppressWarnings("ImmutableEnumChecker") // the sets are of Set.of
public enum WrongProbe {
    /** Sees nothing where something is (O1). */
    SEES_NOTHING(Set.of(
            "o1_served_isSeenUnderEachName",
            "o1_another_isToldAsItIs",
            "o2_endpointGone_isASightingWithoutCertificate",
            "o3_afterASwap_theNewOneIsSeen")) {
        @Override
        public ServingProbe over(ServingProbe right) {
            return question -> List.of();
        }
    },
    /** Looks under the first name only (O1). */
    LOOKS_ONCE(Set.of("o1_served_isSeenUnderEachName")) {
        @Override
        public ServingProbe over(ServingProbe right) {
            return question -> right.look(question).subList(0, 1);
        }
    },
    /** Tells what was hoped for (O1). */
    HOPES(Set.of("o1_another_isToldAsItIs", "o2_endpointGone_isASightingWithoutCertificate")) {
        @Override
        public ServingProbe over(ServingProbe right) {
            return question -> right.look(question).stream()
                    .map(seen ->
                            new Sighting(seen.asked(), seen.endpoint(), Optional.of(question.wanted()), seen.detail()))
                    .toList();
        }
    },
    /** Throws where nobody answers (O2). */
    THROWS(Set.of("o2_endpointGone_isASightingWithoutCertificate")) {
        @Override
        public ServingProbe over(ServingProbe right) {
            return question -> {
                List<Sighting> seen = right.look(question);
                if (seen.stream().anyMatch(sighting -> sighting.leaf().isEmpty())) {
                    throw new IllegalStateException("nobody answers");
                }
                return seen;
            };
        }
    },
    /** Tells what it saw the first time (O3). */
    REMEMBERS(Set.of("o3_afterASwap_theNewOneIsSeen")) {
        @Override
        public ServingProbe over(ServingProbe right) {
            Map<String, List<Sighting>> known = new HashMap<>();
            return (ProbeQuestion question) ->
                    known.computeIfAbsent(question.names().toString(), names -> right.look(question));
        }
    };

    private final Set<String> caughtBy;

    WrongProbe(Set<String> caughtBy) {
        this.caughtBy = caughtBy;
    }

    /**
     * Makes a wrong probe.
     *
     * @param right a right one
     * @return one that asks it, and is wrong
     */
    public abstract ServingProbe over(ServingProbe right);

    /**
     * Which tests of {@link dev.acm.testkit.contract.ServingProbeContract} must fail for this probe.
     *
     * @return the names of the methods
     */
    public Set<String> caughtBy() {
        return caughtBy;
    }
}
