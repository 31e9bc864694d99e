package dev.acm.ca;

import dev.acm.ca.internal.Signatures;
import java.io.Serial;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Map;

/** Like an HSM's: its keys have no encoding, and nobody else can sign with them. It is never registered. */
final class TokenProvider extends Provider {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final Provider BC = Signatures.bouncyCastle();

    private int signatures;

    TokenProvider() {
        super("Token", "1", "keys that do not leave");
        putService(new Service(this, "Signature", "SHA256withECDSA", "none", null, Map.of()) {
            @Override
            public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
                return new Spi(Signature.getInstance("SHA256withECDSA", BC));
            }
        });
        putService(new Service(this, "KeyFactory", "EC", "none", null, Map.of()) {
            @Override
            public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
                return BC.getService("KeyFactory", "EC").newInstance(parameter);
            }
        });
    }

    /** How often it has signed. */
    int signatures() {
        return signatures;
    }

    /** The handle of a key in the token. */
    static PrivateKey handleOf(PrivateKey key) {
        return new Handle(key);
    }

    private static final class Handle implements PrivateKey {
        @Serial
        private static final long serialVersionUID = 1L;

        private final transient PrivateKey inside;

        Handle(PrivateKey inside) {
            this.inside = inside;
        }

        @Override
        public String getAlgorithm() {
            return "EC";
        }

        @Override
        public String getFormat() {
            return null;
        }

        @Override
        public byte[] getEncoded() {
            return null;
        }
    }

    private final class Spi extends DelegatingSignature {
        Spi(Signature inner) {
            super(inner);
        }

        @Override
        protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
            if (!(key instanceof Handle handle)) {
                throw new InvalidKeyException("not a key of the token");
            }
            super.engineInitSign(handle.inside);
        }

        @Override
        protected byte[] engineSign() throws SignatureException {
            signatures++;
            return super.engineSign();
        }
    }
}
