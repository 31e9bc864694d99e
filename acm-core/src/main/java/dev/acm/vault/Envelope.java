package dev.acm.vault;

import dev.acm.key.KeyBinding;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * What a private key looks like when sealed: form (1 octet), family (1), nonce (12), then AES-256-GCM of the PKCS#8 with
 * its tag of 128 bits. Authenticated with it: form, family, binding, public key.
 */
final class Envelope {
    static final byte RSA = 1;
    static final byte EC = 2;

    private static final byte FORM = 1;
    private static final int NONCE_OCTETS = 12;
    private static final int TAG_BITS = 128;
    private static final int HEADER_OCTETS = 2 + NONCE_OCTETS;
    private static final String TRANSFORMATION = "AES/GCM/NoPadding";

    private Envelope() {}

    static byte[] seal(
            HostKey host, SecureRandom random, byte family, KeyBinding binding, byte[] publicKey, byte[] plain)
            throws GeneralSecurityException {
        byte[] nonce = new byte[NONCE_OCTETS];
        random.nextBytes(nonce);
        Cipher cipher = Cipher.getInstance(TRANSFORMATION);
        cipher.init(Cipher.ENCRYPT_MODE, host.key(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context(family, binding, publicKey));
        byte[] sealed = new byte[HEADER_OCTETS + cipher.getOutputSize(plain.length)];
        sealed[0] = FORM;
        sealed[1] = family;
        System.arraycopy(nonce, 0, sealed, 2, NONCE_OCTETS);
        cipher.doFinal(plain, 0, plain.length, sealed, HEADER_OCTETS);
        return sealed;
    }

    /** Opens; empty if these octets were not sealed so under this binding. The caller clears the result. */
    static Optional<byte[]> open(HostKey host, KeyBinding binding, byte[] publicKey, byte[] sealed)
            throws GeneralSecurityException {
        if (sealed.length < HEADER_OCTETS + TAG_BITS / Byte.SIZE || sealed[0] != FORM) {
            return Optional.empty();
        }
        Cipher cipher = Cipher.getInstance(TRANSFORMATION);
        cipher.init(Cipher.DECRYPT_MODE, host.key(), new GCMParameterSpec(TAG_BITS, sealed, 2, NONCE_OCTETS));
        cipher.updateAAD(context(sealed[1], binding, publicKey));
        try {
            return Optional.of(cipher.doFinal(sealed, HEADER_OCTETS, sealed.length - HEADER_OCTETS));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        }
    }

    /** The family octet; only to be asked of octets that were opened. */
    static byte family(byte[] sealed) {
        return sealed[1];
    }

    /** The JCA name of the key's family; only to be asked of octets that were opened. */
    static String jcaFamily(byte[] sealed) {
        return family(sealed) == RSA ? "RSA" : "EC";
    }

    /** Each part is preceded by its length, so that no two different contexts have the same octets. */
    private static byte[] context(byte family, KeyBinding binding, byte[] publicKey) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(octets)) {
            out.writeByte(FORM);
            out.writeByte(family);
            out.writeInt(binding.owner().length());
            // UTF-16 code units: an encoding into UTF-8 would make all lone surrogates the same
            out.writeChars(binding.owner());
            out.writeLong(binding.generation());
            out.writeInt(binding.purpose().length());
            out.writeChars(binding.purpose());
            out.writeInt(publicKey.length);
            out.write(publicKey);
        } catch (IOException e) {
            throw new UncheckedIOException("an array takes everything", e);
        }
        return octets.toByteArray();
    }
}
