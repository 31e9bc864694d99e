/**
 * The certificate manager. Start at {@link dev.acm.CertificateManager}.
 *
 * <p>A host builds one manager for each region from a store, an authority and a validator, asks for certificates by
 * name, publishes the records it gets back, and calls {@code runDue} from a scheduler of its own. The manager starts no
 * thread, opens no socket and reads no clock: all of that is behind the ports in {@link dev.acm.spi}.
 *
 * <p>What it does not do: it does not write DNS records, terminate TLS, or send mail by itself; ports and adapters do.
 */
@NullMarked
package dev.acm;

import org.jspecify.annotations.NullMarked;
