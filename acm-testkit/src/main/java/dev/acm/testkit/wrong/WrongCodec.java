package dev.acm.testkit.wrong;

import dev.acm.certificate.CertificateChain;
import dev.acm.spi.CertificateCodec;
import dev.acm.spi.CodecFault;
import dev.acm.spi.Decoded;
import dev.acm.spi.KeyAndCertificates;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Codecs that break the contract in one way each. */
@SuppressWarnings("ImmutableEnumChecker") // the sets are of Set.of, the functions keep nothing
public enum WrongCodec {
    /** Throws for content. */
    THROWS(
            right -> new Over(right) {
                @Override
                public Decoded<List<X509Certificate>> readCertificates(CodecFault.Input input, byte[] content) {
                    Decoded<List<X509Certificate>> read = super.readCertificates(input, content);
                    if (read instanceof Decoded.Refused<?> refused
                            && refused.faults().get(0).rule().equals("codec:malformed")) {
                        throw new IllegalArgumentException("malformed");
                    }
                    return read;
                }
            },
            Set.of("c1_noise_isRefused", "c1_allFaults_areToldTogether")),
    /** Tells the first fault only. */
    TELLS_ONE(
            right -> new Over(right) {
                @Override
                public Decoded<List<X509Certificate>> readCertificates(CodecFault.Input input, byte[] content) {
                    Decoded<List<X509Certificate>> read = super.readCertificates(input, content);
                    return read instanceof Decoded.Refused<?> refused
                            ? new Decoded.Refused<>(refused.faults().subList(0, 1))
                            : read;
                }
            },
            Set.of("c1_allFaults_areToldTogether")),
    /** Turns the chain round. */
    REORDERS(
            right -> new Over(right) {
                @Override
                public Decoded<List<X509Certificate>> readCertificates(CodecFault.Input input, byte[] content) {
                    Decoded<List<X509Certificate>> read = super.readCertificates(input, content);
                    if (read instanceof Decoded.Read<List<X509Certificate>> certificates) {
                        List<X509Certificate> turned = new ArrayList<>(certificates.value());
                        Collections.reverse(turned);
                        return new Decoded.Read<>(turned);
                    }
                    return read;
                }
            },
            Set.of("c2_certificates_areReadAsGiven")),
    /** Clears the caller's passphrase. */
    CLEARS_PASSPHRASES(
            right -> new Over(right) {
                @Override
                public Decoded<PrivateKey> readPrivateKey(byte[] content, Optional<char[]> passphrase) {
                    Decoded<PrivateKey> read = super.readPrivateKey(content, passphrase);
                    passphrase.ifPresent(secret -> Arrays.fill(secret, ' '));
                    return read;
                }
            },
            Set.of("c5_secrets_stayWhereTheyAre")),
    /** Shows the passphrase in what it refuses. */
    SHOWS_PASSPHRASES(
            right -> new Over(right) {
                @Override
                public Decoded<PrivateKey> readPrivateKey(byte[] content, Optional<char[]> passphrase) {
                    Decoded<PrivateKey> read = super.readPrivateKey(content, passphrase);
                    if (read instanceof Decoded.Refused<?> refused && passphrase.isPresent()) {
                        CodecFault fault = refused.faults().get(0);
                        return new Decoded.Refused<>(List.of(new CodecFault(
                                fault.input(),
                                fault.index(),
                                fault.rule(),
                                "does not open with " + new String(passphrase.get()),
                                fault.remedy())));
                    }
                    return read;
                }
            },
            Set.of("c5_secrets_stayWhereTheyAre")),
    /** Writes keys in the clear, passphrase or not. */
    WRITES_IN_THE_CLEAR(
            right -> new Over(right) {
                @Override
                public byte[] writePrivateKey(byte[] pkcs8, Optional<char[]> passphrase) {
                    return super.writePrivateKey(pkcs8, Optional.empty());
                }
            },
            Set.of("c7_encryptedKey_readsBackUnderItsPassphrase", "c7_mistakes_areThrown")),
    /** Leaves the issuers out of PKCS#12 files. */
    LOSES_ISSUERS(
            right -> new Over(right) {
                @Override
                public byte[] writePkcs12(CertificateChain chain, byte[] pkcs8, String alias, char[] passphrase) {
                    return super.writePkcs12(
                            CertificateChain.of(chain.certificates().subList(0, 1)), pkcs8, alias, passphrase);
                }
            },
            Set.of("c7_pkcs12_readsBackUnderItsPassphrase")),
    /** Reads PKCS#8 only. */
    READS_ONE_FORM(
            right -> new Over(right) {
                @Override
                public Decoded<PrivateKey> readPrivateKey(byte[] content, Optional<char[]> passphrase) {
                    boolean older = new String(content, StandardCharsets.ISO_8859_1).startsWith("-----BEGIN RSA");
                    return older ? refused("codec:kind") : super.readPrivateKey(content, passphrase);
                }
            },
            Set.of("c3_keys_areReadInEveryForm")),
    /** Refuses a passphrase that is not needed. */
    MINDS_PASSPHRASES(
            right -> new Over(right) {
                @Override
                public Decoded<PrivateKey> readPrivateKey(byte[] content, Optional<char[]> passphrase) {
                    boolean needless = passphrase.isPresent()
                            && super.readPrivateKey(content, Optional.empty()) instanceof Decoded.Read<?>;
                    return needless ? refused("codec:passphrase") : super.readPrivateKey(content, passphrase);
                }
            },
            Set.of("c3_encryptedKeys_areRead")),
    /** Has one word for two faults. */
    MIXES_RULES(right -> renaming(right, "codec:number", "codec:malformed"), Set.of("c4_faults_haveTheirRules")),
    /** Does all the work that is asked for, and then says that the passphrase is wrong. */
    WORKS_FOR_EVER(right -> renaming(right, "codec:work", "codec:passphrase"), Set.of("c6_tooMuchWork_isRefused")),
    /** Writes lines that are too long. */
    WRITES_LONG_LINES(
            right -> new Over(right) {
                @Override
                public byte[] writePrivateKey(byte[] pkcs8, Optional<char[]> passphrase) {
                    byte[] written = super.writePrivateKey(pkcs8, passphrase);
                    if (passphrase.isPresent()) {
                        return written;
                    }
                    String text = "-----BEGIN PRIVATE KEY-----\n"
                            + Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(pkcs8)
                            + "\n-----END PRIVATE KEY-----\n";
                    return text.getBytes(StandardCharsets.US_ASCII);
                }
            },
            Set.of("c7_plainKey_readsBack"));

    private final UnaryOperator<CertificateCodec> change;
    private final Set<String> caughtBy;

    WrongCodec(UnaryOperator<CertificateCodec> change, Set<String> caughtBy) {
        this.change = change;
        this.caughtBy = caughtBy;
    }

    /**
     * Makes a codec wrong.
     *
     * @param right a right one
     * @return one that does one thing otherwise
     */
    public CertificateCodec over(CertificateCodec right) {
        return change.apply(right);
    }

    /**
     * Which tests of {@link dev.acm.testkit.contract.CertificateCodecContract} must fail for this codec.
     *
     * @return the names of the methods
     */
    public Set<String> caughtBy() {
        return caughtBy;
    }

    private static <T> Decoded<T> refused(String rule) {
        return new Decoded.Refused<>(List.of(new CodecFault(
                CodecFault.Input.PRIVATE_KEY, OptionalInt.empty(), rule, "it is not taken", "Give another.")));
    }

    private static CertificateCodec renaming(CertificateCodec right, String rule, String other) {
        return new Over(right) {
            @Override
            public Decoded<PrivateKey> readPrivateKey(byte[] content, Optional<char[]> passphrase) {
                Decoded<PrivateKey> read = super.readPrivateKey(content, passphrase);
                boolean named = read instanceof Decoded.Refused<?> refused
                        && refused.faults().get(0).rule().equals(rule);
                return named ? WrongCodec.refused(other) : read;
            }
        };
    }

    /** Does as another. */
    private static class Over implements CertificateCodec {
        private final CertificateCodec right;

        Over(CertificateCodec right) {
            this.right = right;
        }

        @Override
        public Decoded<List<X509Certificate>> readCertificates(CodecFault.Input input, byte[] content) {
            return right.readCertificates(input, content);
        }

        @Override
        public Decoded<PrivateKey> readPrivateKey(byte[] content, Optional<char[]> passphrase) {
            return right.readPrivateKey(content, passphrase);
        }

        @Override
        public Decoded<KeyAndCertificates> readPkcs12(byte[] file, char[] passphrase) {
            return right.readPkcs12(file, passphrase);
        }

        @Override
        public byte[] writePrivateKey(byte[] pkcs8, Optional<char[]> passphrase) {
            return right.writePrivateKey(pkcs8, passphrase);
        }

        @Override
        public byte[] writePkcs12(CertificateChain chain, byte[] pkcs8, String alias, char[] passphrase) {
            return right.writePkcs12(chain, pkcs8, alias, passphrase);
        }
    }
}
