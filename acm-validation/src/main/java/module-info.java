/** Domain control validation and CAA over DNS; dnsjava is an implementation detail. */
module dev.acm.validation {
    requires transitive dev.acm.core;
    requires transitive static org.jspecify;
    requires org.dnsjava;
    requires org.slf4j;

    exports dev.acm.validation;
    exports dev.acm.validation.caa;
    exports dev.acm.validation.dns;
    exports dev.acm.validation.perspective;
}
