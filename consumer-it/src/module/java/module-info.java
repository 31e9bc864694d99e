/** A host application as a module. */
module example.consumer {
    requires dev.acm.ca;
    requires dev.acm.core;
    requires dev.acm.validation;
}
