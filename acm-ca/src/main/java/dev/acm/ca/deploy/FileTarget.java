package dev.acm.ca.deploy;

import dev.acm.ca.deploy.GenerationFolder.Name;
import dev.acm.ca.pem.PemCodec;
import dev.acm.certificate.CertificateArn;
import dev.acm.spi.CertificateCodec;
import dev.acm.spi.DeploymentException;
import dev.acm.spi.DeploymentTarget;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RetryClass;
import dev.acm.spi.ServingMaterial;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Files for a server outside this process. The server reads {@code <folder>/<certificate>/current/…}; {@code current} is a
 * symbolic link that moves by one rename, so the server finds key and chain of one generation, whole. Files have mode 0600 and
 * folders 0700, so the server's master process must run as this process's user or as root.
 *
 * <p>The reload hook runs after the files have changed, and only then. If it fails, the link goes back to what the server has,
 * and the failure is reported. A generation counts as served when its hook has succeeded; keys of generations that are not
 * served any more are deleted. Several processes may share a folder of one machine. Safe for use by many threads, which wait for
 * each other.
 */
public final class FileTarget implements DeploymentTarget {
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z._:/-]{1,200}");
    private static final Pattern FOLDER_NAME = Pattern.compile("[0-9A-Za-z_-][0-9A-Za-z._-]{0,99}");

    private final String id;
    private final Path folder;
    private final FileLayout layout;
    private final CertificateCodec codec;
    private final Function<CertificateArn, String> folderName;
    private final Optional<ReloadHook> reload;
    private final Optional<ReloadHook> restart;

    private FileTarget(Builder builder) {
        this.id = builder.id;
        this.folder = builder.folder;
        this.layout = builder.layout;
        this.codec = new PemCodec(builder.random);
        this.folderName = builder.folderName;
        this.reload = builder.reload;
        this.restart = builder.restart;
    }

    /**
     * Files {@code fullchain.pem} and {@code privkey.pem}, as nginx and Apache read them.
     *
     * @param id a lasting name, {@code [0-9A-Za-z._:/-]{1,200}}
     * @param folder where the certificates' folders are made
     * @param random for temporary needs of the codec
     * @return a builder
     */
    public static Builder pem(String id, Path folder, SecureRandom random) {
        return new Builder(id, folder, random, FileLayout.pem(random));
    }

    /**
     * A file {@code combined.pem} of chain and key, as HAProxy reads it, and {@code fullchain.pem}.
     *
     * @param id a lasting name, {@code [0-9A-Za-z._:/-]{1,200}}
     * @param folder where the certificates' folders are made
     * @param random for temporary needs of the codec
     * @return a builder
     */
    public static Builder combinedPem(String id, Path folder, SecureRandom random) {
        return new Builder(id, folder, random, FileLayout.combined(random));
    }

    /**
     * A key store {@code keystore.p12}, as Tomcat reads it, and {@code fullchain.pem}.
     *
     * @param id a lasting name, {@code [0-9A-Za-z._:/-]{1,200}}
     * @param folder where the certificates' folders are made
     * @param random for salts
     * @param alias the entry's name
     * @param passphrase asked at each generation; what it returns is cleared after use
     * @return a builder
     */
    public static Builder pkcs12(
            String id, Path folder, SecureRandom random, String alias, Supplier<char[]> passphrase) {
        return new Builder(id, folder, random, FileLayout.pkcs12(random, alias, passphrase));
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public synchronized void prepare(ServingMaterial material) throws DeploymentException {
        checkFit(material);
        inFolder(material.arn(), "prepare " + material, generations -> stage(generations, material));
    }

    @Override
    public synchronized void activate(ServingMaterial material) throws DeploymentException {
        checkFit(material);
        inFolder(material.arn(), "activate " + material, generations -> {
            Optional<Name> served = generations.target(GenerationFolder.SERVED);
            if (served.isPresent() && served.get().generation() > material.generation()) {
                throw refused(material, "generation " + served.get().generation() + " serves");
            }
            serve(generations, material, served);
        });
    }

    @Override
    public synchronized void rollBack(ServingMaterial older, long replaced) throws DeploymentException {
        checkFit(older);
        inFolder(older.arn(), "roll back to " + older, generations -> {
            Optional<Name> served = generations.target(GenerationFolder.SERVED);
            long serving = served.map(Name::generation).orElse(-1L);
            if (serving != replaced && serving != older.generation()) {
                throw refused(older, "not generation " + replaced + " but " + serving + " serves");
            }
            serve(generations, older, served);
        });
    }

    private void serve(GenerationFolder generations, ServingMaterial material, Optional<Name> served)
            throws IOException, DeploymentException {
        Name name = Name.of(material.generation(), material.chain());
        if (served.isPresent()
                && served.get().generation() == name.generation()
                && !served.get().equals(name)) {
            throw refused(material, "it serves already with another chain");
        }
        boolean whole = stage(generations, material);
        if (whole
                && served.equals(Optional.of(name))
                && generations.target(GenerationFolder.CURRENT).equals(served)) {
            return;
        }
        generations.point(GenerationFolder.CURRENT, Optional.of(name));
        try {
            run(reload, material.arn());
        } catch (IOException e) {
            withoutInterrupt(() -> generations.point(GenerationFolder.CURRENT, served));
            throw new DeploymentException(
                    "target " + id + " does not serve " + material + ": its reload hook failed: " + e.getMessage(),
                    Effect.NONE,
                    RetryClass.TRANSIENT,
                    e);
        }
        generations.point(GenerationFolder.SERVED, Optional.of(name));
        generations.deleteUnused();
    }

    /** Whether the generation was there whole before. */
    private boolean stage(GenerationFolder generations, ServingMaterial material)
            throws IOException, DeploymentException {
        Name name = Name.of(material.generation(), material.chain());
        byte[] pkcs8 = material.privateKey().getEncoded();
        if (pkcs8 == null) {
            throw refused(material, "its key does not leave its provider, so no file can hold it");
        }
        Map<String, byte[]> files = Map.of();
        try {
            if (generations.isWhole(name, layout.names())) {
                return true;
            }
            files = layout.files(material, pkcs8);
            generations.stage(name, files);
            return false;
        } finally {
            Arrays.fill(pkcs8, (byte) 0);
            files.values().forEach(content -> Arrays.fill(content, (byte) 0));
        }
    }

    @Override
    public synchronized OptionalLong observe(CertificateArn arn) throws DeploymentException {
        GenerationFolder generations = generations(arn);
        try {
            Optional<Name> served = generations.target(GenerationFolder.SERVED);
            if (served.isPresent() && !generations.isAsNamed(served.get())) {
                throw new DeploymentException(
                        "target " + id + ": somebody else changed the files of generation "
                                + served.get().generation() + " of " + arn,
                        Effect.NONE,
                        RetryClass.TRANSIENT,
                        null);
            }
            return served.isPresent() ? OptionalLong.of(served.get().generation()) : OptionalLong.empty();
        } catch (IOException e) {
            throw failed("observe " + arn, Effect.NONE, e);
        }
    }

    /** {@inheritDoc} The files are deleted before the hook runs; where it fails, it is run again at the next call. */
    @Override
    public synchronized void retire(CertificateArn arn) throws DeploymentException {
        inFolder(arn, "retire " + arn, generations -> {
            boolean served = generations.target(GenerationFolder.SERVED).isPresent();
            boolean there =
                    served || generations.target(GenerationFolder.CURRENT).isPresent();
            // one of the links stays until the hook has run, so that it is run again where it fails or the process ends
            if (served) {
                generations.point(GenerationFolder.CURRENT, Optional.empty());
            }
            generations.deleteAll();
            if (there) {
                run(reload, arn);
            }
            generations.point(GenerationFolder.CURRENT, Optional.empty());
            generations.point(GenerationFolder.SERVED, Optional.empty());
        });
    }

    /** {@inheritDoc} Needs {@link Builder#restart}: most servers resume sessions after a reload, too. */
    @Override
    public synchronized void cut(CertificateArn arn) throws DeploymentException {
        if (restart.isEmpty()) {
            throw new DeploymentException(
                    "target " + id + " cannot cut: restart the server that reads " + folder
                            + ", or give the target a restart hook",
                    Effect.NONE,
                    RetryClass.NEVER,
                    null);
        }
        inFolder(arn, "cut " + arn, generations -> {
            generations.deleteUnused();
            run(restart, arn);
        });
    }

    /** What is done in a certificate's folder. */
    @FunctionalInterface
    private interface Work {
        void in(GenerationFolder generations) throws IOException, DeploymentException;
    }

    private void inFolder(CertificateArn arn, String what, Work work) throws DeploymentException {
        GenerationFolder generations = generations(arn);
        try {
            FileChannel lock = generations.lock();
            try {
                work.in(generations);
            } finally {
                lock.close();
            }
        } catch (IOException | OverlappingFileLockException e) {
            throw failed(what, Effect.UNKNOWN, e);
        }
    }

    /** What changes files and can be interrupted. */
    @FunctionalInterface
    private interface Change {
        void make() throws IOException;
    }

    /** Makes a change that must not be broken off; that the thread was interrupted is kept for whoever waits for it. */
    private static void withoutInterrupt(Change change) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            change.make();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private GenerationFolder generations(CertificateArn arn) {
        String name = folderName.apply(arn);
        if (!FOLDER_NAME.matcher(name).matches()) {
            throw new IllegalStateException("folderName gave '" + name + "', wanted " + FOLDER_NAME.pattern());
        }
        return new GenerationFolder(folder.resolve(name), codec);
    }

    private static void run(Optional<ReloadHook> hook, CertificateArn arn) throws IOException {
        if (hook.isEmpty()) {
            return;
        }
        try {
            hook.get().reload(arn);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the hook was interrupted", e);
        } catch (RuntimeException e) {
            throw new IOException("the hook threw " + e, e);
        }
    }

    private static void checkFit(ServingMaterial material) throws DeploymentException {
        if (!PemCodec.isPair(material.privateKey(), material.chain().leaf().getPublicKey())) {
            throw refused(material, "its key is not its certificate's");
        }
    }

    private static DeploymentException refused(ServingMaterial material, String why) {
        return new DeploymentException(material + " cannot be served: " + why, Effect.NONE, RetryClass.NEVER, null);
    }

    private DeploymentException failed(String what, Effect effect, @Nullable Exception cause) {
        return new DeploymentException(
                "target " + id + " could not " + what + ": " + cause, effect, RetryClass.TRANSIENT, cause);
    }

    /** Collects the options. Not thread-safe. */
    public static final class Builder {
        private final String id;
        private final Path folder;
        private final SecureRandom random;
        private final FileLayout layout;
        private Function<CertificateArn, String> folderName = arn -> arn.id().toString();
        private Optional<ReloadHook> reload = Optional.empty();
        private Optional<ReloadHook> restart = Optional.empty();

        private Builder(String id, Path folder, SecureRandom random, FileLayout layout) {
            if (!ID.matcher(id).matches()) {
                throw new IllegalArgumentException("id must match " + ID.pattern());
            }
            this.id = id;
            this.folder = folder.toAbsolutePath();
            this.random = Objects.requireNonNull(random, "random");
            this.layout = layout;
        }

        /**
         * Sets how a certificate's folder is called.
         *
         * @param folderName gives {@code [0-9A-Za-z_-][0-9A-Za-z._-]{0,99}}, always the same for the same certificate and
         *     another for another; the certificate's UUID by default
         * @return this builder
         */
        public Builder folderName(Function<CertificateArn, String> folderName) {
            this.folderName = Objects.requireNonNull(folderName, "folderName");
            return this;
        }

        /**
         * Sets what makes the server read its files again.
         *
         * @param hook none by default: the server watches its files itself
         * @return this builder
         */
        public Builder reload(ReloadHook hook) {
            this.reload = Optional.of(hook);
            return this;
        }

        /**
         * Sets what restarts the server, so that it forgets all sessions; needed for {@link FileTarget#cut}.
         *
         * @param hook none by default: a cut is then refused, and says so
         * @return this builder
         */
        public Builder restart(ReloadHook hook) {
            this.restart = Optional.of(hook);
            return this;
        }

        /**
         * Builds the target. Nothing is written yet.
         *
         * @return the target
         */
        public FileTarget build() {
            return new FileTarget(this);
        }
    }
}
