/** Reaches for a package that is not exported. */
module example.refused {
    requires dev.acm.core;
}
