/** Contract tests a host runs against its own port implementations, and fakes for its tests. */
module dev.acm.testkit {
    requires transitive dev.acm.core;
    requires transitive static org.jspecify;
    requires transitive org.junit.jupiter.api;
    requires org.assertj.core;

    exports dev.acm.testkit;
    exports dev.acm.testkit.contract;
    exports dev.acm.testkit.sim;
    exports dev.acm.testkit.wrong;
}
