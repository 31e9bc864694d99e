package dev.acm.testkit.wrong;

import dev.acm.certificate.KeyAlgorithm;
import dev.acm.key.KeyBinding;
import dev.acm.key.KeyUse;
import dev.acm.key.SealedKey;
import dev.acm.spi.KeyVault;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RetryClass;
import dev.acm.spi.VaultException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** A right vault made loose: sealed keys and bindings are changed on the way in and out. */
final class LooseVaults {
    private static final int DIGEST_OCTETS = 32;

    private LooseVaults() {}

    static KeyVault rebinding(KeyVault vault, UnaryOperator<KeyBinding> binding) {
        return new Loose(vault) {
            @Override
            KeyBinding binding(KeyBinding asked) {
                return binding.apply(asked);
            }
        };
    }

    /** Takes the public key that is in the sealed part for the right one, whatever stands beside. */
    static KeyVault partingTheHalves(KeyVault vault) {
        return new Loose(vault) {
            @Override
            SealedKey outward(SealedKey key, KeyBinding binding) {
                byte[] publicKey = key.publicKey();
                byte[] sealed = key.sealed();
                byte[] both = ByteBuffer.allocate(2 + publicKey.length + sealed.length)
                        .putShort((short) publicKey.length)
                        .put(publicKey)
                        .put(sealed)
                        .array();
                return new SealedKey(key.keyId(), publicKey, both);
            }

            @Override
            SealedKey inward(SealedKey key) throws VaultException {
                byte[] both = key.sealed();
                int length = Short.toUnsignedInt(ByteBuffer.wrap(both).getShort());
                if (2 + length > both.length) {
                    throw refused("the sealed key does not open");
                }
                return new SealedKey(
                        key.keyId(),
                        Arrays.copyOfRange(both, 2, 2 + length),
                        Arrays.copyOfRange(both, 2 + length, both.length));
            }
        };
    }

    /** Keeps the key as it is, with a digest of everything behind it. */
    static KeyVault sealingInTheOpen(KeyVault vault) {
        return new Loose(vault) {
            @Override
            SealedKey outward(SealedKey key, KeyBinding binding) throws VaultException {
                byte[] plain = vault.export(key, binding, new KeyUse("open", "vault"));
                byte[] digest = digest(binding, key.publicKey(), plain);
                return new SealedKey(key.keyId(), key.publicKey(), concat(plain, digest));
            }

            @Override
            byte[] plain(SealedKey key, KeyBinding binding, KeyUse use) throws VaultException {
                byte[] sealed = key.sealed();
                byte[] plain = Arrays.copyOf(sealed, Math.max(0, sealed.length - DIGEST_OCTETS));
                if (!Arrays.equals(sealed, concat(plain, digest(binding, key.publicKey(), plain)))) {
                    throw refused("the sealed key does not open under " + binding);
                }
                return plain;
            }
        };
    }

    /** Says what the key is when the binding is not the right one; here the vault remembers the last pair it sealed. */
    static KeyVault tellingSecrets(KeyVault vault) {
        return new Loose(vault) {
            private String last = "";

            @Override
            public synchronized SealedKey seal(KeyBinding binding, KeyPair keys) throws VaultException {
                last = HexFormat.of().formatHex(keys.getPrivate().getEncoded());
                return super.seal(binding, keys);
            }

            @Override
            synchronized byte[] plain(SealedKey key, KeyBinding binding, KeyUse use) throws VaultException {
                try {
                    return super.plain(key, binding, use);
                } catch (VaultException e) {
                    throw refused("wrong binding for the key " + last);
                }
            }
        };
    }

    static KeyVault signingNothing(KeyVault vault) {
        return new Loose(vault) {
            @Override
            public byte[] sign(SealedKey key, KeyBinding binding, String algorithm, byte[] content, KeyUse use)
                    throws VaultException {
                return super.sign(key, binding, algorithm, new byte[0], use);
            }
        };
    }

    /** Puts an octet behind what it seals, and does not look at it when it opens. */
    static KeyVault skippingTheLastOctet(KeyVault vault) {
        return new Loose(vault) {
            @Override
            SealedKey outward(SealedKey key, KeyBinding binding) {
                return new SealedKey(key.keyId(), key.publicKey(), concat(key.sealed(), new byte[1]));
            }

            @Override
            SealedKey inward(SealedKey key) {
                byte[] sealed = key.sealed();
                return new SealedKey(key.keyId(), key.publicKey(), Arrays.copyOf(sealed, sealed.length - 1));
            }
        };
    }

    static KeyVault exportingAnother(KeyVault vault) {
        return new Loose(vault) {
            @Override
            public byte[] export(SealedKey key, KeyBinding binding, KeyUse use) throws VaultException {
                plain(key, binding, use);
                SealedKey another = vault.generate(binding, KeyAlgorithm.EC_prime256v1);
                return vault.export(another, binding, use);
            }
        };
    }

    static KeyVault destroyingAll(KeyVault vault) {
        return new Loose(vault) {
            private volatile boolean empty;

            @Override
            byte[] plain(SealedKey key, KeyBinding binding, KeyUse use) throws VaultException {
                if (empty) {
                    throw refused("there is no such key");
                }
                return super.plain(key, binding, use);
            }

            @Override
            public void destroy(SealedKey key, KeyBinding binding) {
                empty = true;
            }
        };
    }

    private static VaultException refused(String message) {
        return new VaultException(message, Effect.NONE, RetryClass.NEVER, null);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }

    private static byte[] digest(KeyBinding binding, byte[] publicKey, byte[] plain) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(binding.toString().getBytes(StandardCharsets.UTF_8));
            digest.update(publicKey);
            return digest.digest(plain);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Hands on to a right vault, by way of places to be overridden. */
    private abstract static class Loose implements KeyVault {
        private final KeyVault vault;

        Loose(KeyVault vault) {
            this.vault = vault;
        }

        KeyBinding binding(KeyBinding asked) {
            return asked;
        }

        SealedKey outward(SealedKey key, KeyBinding binding) throws VaultException {
            Objects.requireNonNull(binding, "binding");
            return key;
        }

        SealedKey inward(SealedKey key) throws VaultException {
            return key;
        }

        byte[] plain(SealedKey key, KeyBinding binding, KeyUse use) throws VaultException {
            return vault.export(inward(key), binding(binding), use);
        }

        @Override
        public SealedKey generate(KeyBinding binding, KeyAlgorithm algorithm) throws VaultException {
            return outward(vault.generate(binding(binding), algorithm), binding);
        }

        @Override
        public SealedKey seal(KeyBinding binding, KeyPair keys) throws VaultException {
            return outward(vault.seal(binding(binding), keys), binding);
        }

        @Override
        public byte[] sign(SealedKey key, KeyBinding binding, String algorithm, byte[] content, KeyUse use)
                throws VaultException {
            try {
                Signature signature = Signature.getInstance(algorithm);
                signature.initSign(open(key, binding, use));
                signature.update(content);
                return signature.sign();
            } catch (GeneralSecurityException e) {
                throw refused("the key cannot sign so");
            }
        }

        @Override
        public PrivateKey open(SealedKey key, KeyBinding binding, KeyUse use) throws VaultException {
            byte[] plain = plain(key, binding, use);
            // an RSA key is hundreds of octets longer than one on a curve
            String family = plain.length > 300 ? "RSA" : "EC";
            try {
                return KeyFactory.getInstance(family).generatePrivate(new PKCS8EncodedKeySpec(plain));
            } catch (GeneralSecurityException e) {
                throw refused("not a key");
            }
        }

        @Override
        public byte[] export(SealedKey key, KeyBinding binding, KeyUse use) throws VaultException {
            return plain(key, binding, use);
        }

        @Override
        public void destroy(SealedKey key, KeyBinding binding) {}
    }
}
