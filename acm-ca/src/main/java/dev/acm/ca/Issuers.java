package dev.acm.ca;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import dev.acm.ca.internal.MalformedDerException;
import dev.acm.ca.internal.Oids;
import dev.acm.spi.AuthorityException;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RetryClass;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The issuing CAs an authority has, the newest one signing. */
final class Issuers {
    private final AuthorityOptions options;
    private final Optional<CaKeys> keys;
    private final Map<String, LeafBuilder> builders = new ConcurrentHashMap<>();
    private volatile Cas cas;

    private Issuers(AuthorityOptions options, Optional<CaKeys> keys, Cas cas) {
        this.options = options;
        this.keys = keys;
        this.cas = cas;
    }

    /** The certificates and keys at one time. */
    private record Cas(
            X509Certificate root, Map<String, Issuer> issuers, Issuer current, List<ByteBuffer> publicKeys) {}

    /** CAs that are kept in the store. */
    static Issuers stored(AuthorityOptions options, CaKeys keys, CaKeys.State state) throws AuthorityException {
        return new Issuers(options, Optional.of(keys), cas(options, state.root(), keys.issuers(state)));
    }

    /** CAs that the host has given, the signing one last. */
    static Issuers given(AuthorityOptions options, X509Certificate root, List<Issuer> issuers)
            throws AuthorityException {
        return new Issuers(options, Optional.empty(), cas(options, root, issuers));
    }

    private static Cas cas(AuthorityOptions options, X509Certificate root, List<Issuer> issuers)
            throws AuthorityException {
        Map<String, Issuer> byId = new LinkedHashMap<>();
        for (Issuer issuer : issuers) {
            if (byId.put(issuer.id(), issuer) != null) {
                throw CaChain.refused("two of the issuing CAs have the key identifier " + issuer.id());
            }
        }
        Optional<String> ambiguous = options.publication().ambiguousUrl();
        if (byId.size() > 1 && ambiguous.isPresent()) {
            throw CaChain.refused("there are " + byId.size() + " issuing CAs, so {issuer} must stand in the URL "
                    + ambiguous.get() + " to tell them apart");
        }
        List<ByteBuffer> publicKeys = Stream.concat(
                        Stream.of(root.getPublicKey().getEncoded()),
                        issuers.stream().map(Issuer::publicKey))
                .map(ByteBuffer::wrap)
                .toList();
        return new Cas(root, Collections.unmodifiableMap(byId), issuers.get(issuers.size() - 1), publicKeys);
    }

    X509Certificate root() {
        return cas.root();
    }

    /** The one that signs now. */
    Issuer current() {
        return cas.current();
    }

    /** All, the newest last. */
    Collection<Issuer> all() {
        return cas.issuers().values();
    }

    /** Those whose certificate has not ended. */
    List<Issuer> validAt(Instant now) {
        return all().stream().filter(issuer -> !issuer.notAfter().isBefore(now)).toList();
    }

    /** One by its id; read from the store if another manager made it. */
    Issuer byId(String id) throws AuthorityException {
        Issuer issuer = cas.issuers().get(id);
        if (issuer == null) {
            reload();
            issuer = cas.issuers().get(id);
        }
        if (issuer == null) {
            throw new AuthorityException(
                    "the issuing CA " + id + " is not one of this authority's", Effect.NONE, RetryClass.HUMAN, null);
        }
        return issuer;
    }

    Issuer byCertificate(X509Certificate certificate) throws AuthorityException {
        return all().stream()
                .filter(issuer -> issuer.certificate().equals(certificate))
                .findFirst()
                .orElseThrow(() -> CaChain.refused("the CA is not one of this authority's"));
    }

    /** The issuer whose key identifier a certificate names. */
    Issuer ofLeaf(X509Certificate leaf) throws AuthorityException {
        byte[] extension = leaf.getExtensionValue(Oids.AUTHORITY_KEY_IDENTIFIER);
        try {
            DerElement identifier = DerElement.parse(extension == null ? new byte[0] : extension)
                    .expect(Der.OCTET_STRING)
                    .inner()
                    .children()
                    .get(0)
                    .expect(0x80);
            return byId(HexFormat.of().formatHex(identifier.content()));
        } catch (MalformedDerException | IndexOutOfBoundsException e) {
            throw new AuthorityException(
                    "the certificate does not name its issuer's key", Effect.NONE, RetryClass.NEVER, e);
        }
    }

    /** What writes an issuer's certificates. */
    LeafBuilder builder(Issuer issuer) {
        return builders.computeIfAbsent(issuer.id(), id -> new LeafBuilder(issuer, options.publication()));
    }

    /** Whether a key is one of the CAs' own. */
    boolean isOwnKey(byte[] publicKey) {
        return cas.publicKeys().contains(ByteBuffer.wrap(publicKey));
    }

    boolean hasRootKey() {
        return keys.isPresent();
    }

    /** The root with its key, which is opened. */
    Issuer openRoot() throws AuthorityException {
        CaKeys own = own();
        return own.root(own.load()
                .orElseThrow(() -> new AuthorityException(
                        "the authority's record is not in the store", Effect.NONE, RetryClass.HUMAN, null)));
    }

    // one at a time, so that what was read earlier does not replace what was read later
    synchronized void rollOver(Instant now) throws AuthorityException {
        CaKeys own = own();
        Optional<String> ambiguous = options.publication().ambiguousUrl();
        if (ambiguous.isPresent()) {
            throw new IllegalStateException(
                    "before a second issuing CA, {issuer} must stand in the URL " + ambiguous.get());
        }
        CaKeys.State state = own.addIssuing(now);
        cas = cas(options, state.root(), own.issuers(state));
    }

    synchronized void reload() throws AuthorityException {
        if (keys.isPresent()) {
            Optional<CaKeys.State> state = keys.get().load();
            if (state.isPresent()) {
                cas = cas(options, state.get().root(), keys.get().issuers(state.get()));
            }
        }
    }

    private CaKeys own() {
        return keys.orElseThrow(
                () -> new IllegalStateException("an authority over given CAs does not have the root's key"));
    }
}
