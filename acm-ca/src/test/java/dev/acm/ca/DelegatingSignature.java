package dev.acm.ca;

import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;

/** Signs as another does; test providers change what they want to see. */
abstract class DelegatingSignature extends SignatureSpi {
    private final Signature inner;

    DelegatingSignature(Signature inner) {
        this.inner = inner;
    }

    @Override
    protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
        inner.initSign(key);
    }

    @Override
    protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
        inner.initVerify(key);
    }

    @Override
    protected void engineUpdate(byte b) throws SignatureException {
        inner.update(b);
    }

    @Override
    protected void engineUpdate(byte[] bytes, int offset, int length) throws SignatureException {
        inner.update(bytes, offset, length);
    }

    @Override
    protected byte[] engineSign() throws SignatureException {
        return inner.sign();
    }

    @Override
    protected boolean engineVerify(byte[] signature) throws SignatureException {
        return inner.verify(signature);
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String name, Object value) {
        throw new UnsupportedOperationException("these signatures take no parameters");
    }

    @Override
    @Deprecated
    protected Object engineGetParameter(String name) {
        throw new UnsupportedOperationException("these signatures have no parameters");
    }
}
