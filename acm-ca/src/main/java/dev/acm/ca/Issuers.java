package dev.acm.ca;

import dev.acm.spi.AuthorityException;
import dev.acm.spi.Submission.Rejected;
import java.util.Optional;

/** The issuing CAs an authority has, the newest one signing. */
interface Issuers {
    /** The one that signs now. */
    Issuer current();

    /** One by its id; read from the store if another manager made it. */
    Issuer byId(String id) throws AuthorityException;

    /** What writes its certificates. */
    LeafBuilder builder(Issuer issuer);

    /** Why a key is refused because one of its certificates was revoked for compromise; empty if none was. */
    Optional<Rejected> compromised(byte[] publicKey) throws AuthorityException;
}
