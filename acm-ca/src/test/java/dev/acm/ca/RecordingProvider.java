package dev.acm.ca;

import dev.acm.ca.internal.Signatures;
import java.io.ByteArrayOutputStream;
import java.io.Serial;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Signature;
import java.security.SignatureException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Signs as Bouncy Castle does for EC, and remembers everything it has ever signed. */
final class RecordingProvider extends Provider {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final Provider BC = Signatures.bouncyCastle();

    private final transient List<byte[]> signed = new CopyOnWriteArrayList<>();

    RecordingProvider() {
        super("Recording", "1", "remembers what was signed");
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

    List<byte[]> signed() {
        return signed;
    }

    private final class Spi extends DelegatingSignature {
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();

        Spi(Signature inner) {
            super(inner);
        }

        @Override
        protected void engineUpdate(byte b) throws SignatureException {
            content.write(b);
            super.engineUpdate(b);
        }

        @Override
        protected void engineUpdate(byte[] bytes, int offset, int length) throws SignatureException {
            content.write(bytes, offset, length);
            super.engineUpdate(bytes, offset, length);
        }

        @Override
        protected byte[] engineSign() throws SignatureException {
            signed.add(content.toByteArray());
            return super.engineSign();
        }
    }
}
