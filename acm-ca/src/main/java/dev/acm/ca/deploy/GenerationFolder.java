package dev.acm.ca.deploy;

import dev.acm.certificate.CertificateChain;
import dev.acm.spi.CertificateCodec;
import dev.acm.spi.CodecFault;
import dev.acm.spi.Decoded;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder of one certificate: a folder for each generation, and two links to one of them: {@code current}, which the server
 * reads through, and {@code served}, which is moved when the server has taken it. A link moves by one rename, so key and chain
 * change together. Files and folders are forced to the disk before what names them: after a loss of power no link points to
 * less than it did.
 */
final class GenerationFolder {
    static final String CURRENT = "current", SERVED = "served";
    private static final String GENERATIONS = "generations";
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final Path root;
    private final CertificateCodec codec;
    private final Forcing forcing;

    GenerationFolder(Path root, CertificateCodec codec) {
        this(root, codec, GenerationFolder::force);
    }

    /** With another way to force folders, to see when it is done. */
    GenerationFolder(Path root, CertificateCodec codec, Forcing forcing) {
        this.root = root;
        this.codec = codec;
        this.forcing = forcing;
    }

    /** Brings the names in a folder to the disk. */
    interface Forcing {
        void force(Path folder) throws IOException;
    }

    private static void force(Path folder) throws IOException {
        // elsewhere folders cannot be opened, and renames are journalled
        if (POSIX) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** A generation by its number and the hash of its chain. */
    record Name(long generation, String chainId) {
        static Name of(long generation, CertificateChain chain) {
            return new Name(generation, chain.id().substring(0, 16));
        }

        static Optional<Name> parse(String text) {
            String[] parts = text.split("-", -1);
            return parts.length == 2 && parts[0].matches("[0-9]{1,18}")
                    ? Optional.of(new Name(Long.parseLong(parts[0]), parts[1]))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return generation + "-" + chainId;
        }
    }

    /** Keeps other processes out until it is closed. */
    FileChannel lock() throws IOException {
        createFolder(root);
        FileChannel channel = FileChannel.open(
                root.resolve(".lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                attributes("rw-------"));
        try {
            channel.lock();
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Where a link points to; empty if there is no link. */
    Optional<Name> target(String link) throws IOException {
        Path path = root.resolve(link);
        return Files.isSymbolicLink(path)
                ? Name.parse(Files.readSymbolicLink(path).getFileName().toString())
                : Optional.empty();
    }

    /** Writes a generation's folder, in place of one that is there. */
    void stage(Name name, Map<String, byte[]> files) throws IOException {
        Path folder = root.resolve(GENERATIONS).resolve(name.toString());
        createFolder(root.resolve(GENERATIONS));
        Path fresh = root.resolve(GENERATIONS).resolve(".new");
        delete(fresh);
        createFolder(fresh);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            write(fresh.resolve(file.getKey()), file.getValue());
        }
        forcing.force(fresh);
        delete(folder);
        Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        forcing.force(root.resolve(GENERATIONS));
    }

    /** Whether a generation's folder has all files, and the chain it is named by. */
    boolean isWhole(Name name, Set<String> fileNames) throws IOException {
        Path folder = root.resolve(GENERATIONS).resolve(name.toString());
        for (String fileName : fileNames) {
            if (!Files.isRegularFile(folder.resolve(fileName))) {
                return false;
            }
        }
        return isAsNamed(name);
    }

    /** Whether the chain in a generation's folder is still the one it is named by. */
    boolean isAsNamed(Name name) throws IOException {
        Path file = root.resolve(GENERATIONS).resolve(name.toString()).resolve(FileLayout.FULL_CHAIN);
        if (!Files.isRegularFile(file)) {
            return false;
        }
        return codec.readCertificates(CodecFault.Input.CERTIFICATE, Files.readAllBytes(file))
                        instanceof Decoded.Read<List<X509Certificate>> read
                && Name.of(name.generation(), CertificateChain.of(read.value())).equals(name);
    }

    private static void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes("rw-------"))) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /** Moves a link by one rename; or removes it. */
    void point(String link, Optional<Name> name) throws IOException {
        Path path = root.resolve(link);
        if (name.isEmpty()) {
            if (Files.deleteIfExists(path)) {
                forcing.force(root);
            }
            return;
        }
        Path fresh = root.resolve(".new-" + link);
        Files.deleteIfExists(fresh);
        Files.createSymbolicLink(fresh, Path.of(GENERATIONS, name.get().toString()));
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forcing.force(root);
    }

    /** Deletes the generations that no link points to. */
    void deleteUnused() throws IOException {
        Set<String> used = new HashSet<>();
        target(CURRENT).ifPresent(name -> used.add(name.toString()));
        target(SERVED).ifPresent(name -> used.add(name.toString()));
        for (Path folder : list(root.resolve(GENERATIONS))) {
            if (!used.contains(folder.getFileName().toString())) {
                delete(folder);
            }
        }
    }

    /** Deletes all generations, also those that a link points to. */
    void deleteAll() throws IOException {
        for (Path folder : list(root.resolve(GENERATIONS))) {
            delete(folder);
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        for (Path file : list(folder)) {
            Files.delete(file);
        }
        Files.deleteIfExists(folder);
    }

    private void createFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = Objects.requireNonNull(folder.toAbsolutePath().getParent(), "one that is not there has a parent");
        createFolder(parent);
        try {
            Files.createDirectory(folder, attributes("rwx------"));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
        forcing.force(parent);
    }

    private static FileAttribute<?>[] attributes(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
