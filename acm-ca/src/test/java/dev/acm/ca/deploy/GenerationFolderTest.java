package dev.acm.ca.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acm.ca.deploy.GenerationFolder.Name;
import dev.acm.ca.pem.PemCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What a rename made is on the disk before the next step relies on it")
class GenerationFolderTest {
    private static final Name FIRST = new Name(1, "0123456789abcdef");

    @TempDir
    private Path above;

    private final List<String> forced = new ArrayList<>();

    private GenerationFolder folder(GenerationFolder.Forcing forcing) {
        return new GenerationFolder(above.resolve("certificate"), new PemCodec(new SecureRandom()), forcing);
    }

    /** Notes which folder is forced, and what is in it then. */
    private void note(Path folder) throws IOException {
        try (var names = Files.list(folder)) {
            forced.add(above.relativize(folder) + " "
                    + names.map(name -> name.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void stageAndPoint_eachNameIsForcedInItsFolder_theContentFirst() throws Exception {
        GenerationFolder folder = folder(this::note);
        folder.lock().close();

        folder.stage(FIRST, Map.of("privkey.pem", new byte[] {1}));
        folder.point(GenerationFolder.CURRENT, Optional.of(FIRST));
        folder.point(GenerationFolder.CURRENT, Optional.empty());

        assertThat(forced)
                .containsExactly(
                        " [certificate]",
                        "certificate [.lock, generations]",
                        "certificate/generations [.new]",
                        "certificate/generations/.new [privkey.pem]",
                        "certificate/generations [" + FIRST + "]",
                        "certificate [.lock, current, generations]",
                        "certificate [.lock, generations]");
    }

    @Test
    void lock_foldersAboveAreMadeToo_eachIsForced() throws Exception {
        new GenerationFolder(above.resolve("a/b/certificate"), new PemCodec(new SecureRandom()), this::note)
                .lock()
                .close();

        assertThat(forced).containsExactly(" [a]", "a [b]", "a/b [certificate]");
    }

    @Test
    void point_folderCannotBeForced_isAFailure() throws Exception {
        GenerationFolder working = folder(this::note);
        working.stage(FIRST, Map.of("privkey.pem", new byte[] {1}));
        GenerationFolder failing = folder(path -> {
            throw new IOException("the disk is gone");
        });

        assertThatThrownBy(() -> failing.point(GenerationFolder.CURRENT, Optional.of(FIRST)))
                .isInstanceOf(IOException.class);
    }

    @Test
    @DisplayName("the real way opens and forces folders")
    void stageAndPoint_forReal_succeeds() throws Exception {
        GenerationFolder folder = new GenerationFolder(above.resolve("real"), new PemCodec(new SecureRandom()));

        folder.stage(FIRST, Map.of("privkey.pem", new byte[] {1}));
        folder.point(GenerationFolder.CURRENT, Optional.of(FIRST));

        assertThat(folder.target(GenerationFolder.CURRENT)).contains(FIRST);
    }
}
