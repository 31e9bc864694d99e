/** Certificates by name: requests, states, renewal, and the ports a host supplies. It starts no thread and reads no clock. */
module dev.acm.core {
    requires transitive static org.jspecify;
    requires org.slf4j;

    exports dev.acm;
    exports dev.acm.certificate;
    exports dev.acm.dcv;
    exports dev.acm.deploy;
    exports dev.acm.diagnosis;
    exports dev.acm.error;
    exports dev.acm.event;
    exports dev.acm.key;
    exports dev.acm.memory;
    exports dev.acm.name;
    exports dev.acm.quota;
    exports dev.acm.renewal;
    exports dev.acm.request;
    exports dev.acm.spi;
    exports dev.acm.tag;
    exports dev.acm.tls;
    exports dev.acm.vault;
}
