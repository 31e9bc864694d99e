package dev.acm.ca;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs a contract on a port that breaks it, and tells which of its tests failed. */
public final class ContractRun {
    private static boolean running;

    private ContractRun() {}

    /** Whether a contract is being run to fail; the build must not run the wrong ports by themselves. */
    public static boolean isRunning() {
        return running;
    }

    /** The names of the tests that failed. */
    public static Set<String> failedTests(Class<?> testClass) {
        running = true;
        try {
            EngineExecutionResults results = EngineTestKit.engine("junit-jupiter")
                    .selectors(selectClass(testClass))
                    .execute();
            // what fails outside of a test would else look like a contract that catches nothing
            results.containerEvents().assertStatistics(statistics -> statistics.failed(0));
            results.testEvents().assertThatEvents().isNotEmpty();
            return results.testEvents().stream()
                    .filter(finishedWithFailure()::matches)
                    .map(event -> event.getTestDescriptor().getSource().orElseThrow())
                    .map(source -> ((MethodSource) source).getMethodName())
                    .collect(Collectors.toCollection(TreeSet::new));
        } finally {
            running = false;
        }
    }
}
