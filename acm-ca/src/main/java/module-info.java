/** A certificate authority in the process, built on Bouncy Castle, which is in no signature. */
module dev.acm.ca {
    requires transitive dev.acm.core;
    requires transitive static org.jspecify;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;
    requires org.slf4j;

    exports dev.acm.ca;
    exports dev.acm.ca.csr;
    exports dev.acm.ca.deploy;
    exports dev.acm.ca.key;
    exports dev.acm.ca.lint;
    exports dev.acm.ca.pem;
    exports dev.acm.ca.profile;
}
