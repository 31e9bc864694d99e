package dev.acm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.name.DomainName;
import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What the module of the core promises")
class ModuleTest {
    private static final Set<String> ALLOWED = Set.of("java.base", "org.jspecify", "org.slf4j");

    /** Used inside the module only. */
    private static final Set<String> HIDDEN = Set.of("dev.acm.internal", "dev.acm.lifecycle");

    private final Module module = DomainName.class.getModule();

    @Test
    void core_isLoadedAsItsOwnModule() {
        assertThat(module.getName()).isEqualTo("dev.acm.core");
    }

    @Test
    void core_requiresNothingButTheJdkBaseLoggingAndAnnotations() {
        assertThat(foreign(module.getDescriptor())).isEmpty();
    }

    @Test
    @DisplayName("a package with public types is exported, unless it is meant to be hidden")
    void publicTypes_areInExportedPackages() throws IOException {
        Set<String> exported = new TreeSet<>(HIDDEN);
        module.getDescriptor().exports().forEach(export -> exported.add(export.source()));

        assertThat(packagesOfPublicTypes()).isSubsetOf(exported);
    }

    @Test
    @DisplayName("control: the search for public types finds them")
    void packagesOfPublicTypes_findsThem() throws IOException {
        assertThat(packagesOfPublicTypes()).contains("dev.acm.name", "dev.acm.spi", "dev.acm.internal");
    }

    @Test
    void core_looksNothingUpAndIsFoundByNoLookup() {
        ModuleDescriptor descriptor = module.getDescriptor();

        assertThat(descriptor.uses()).isEmpty();
        assertThat(descriptor.provides()).isEmpty();
        assertThat(descriptor.isOpen()).isFalse();
    }

    @Test
    @DisplayName("control: the check of requirements notices a module that requires more")
    void foreign_moduleWithMoreRequirements_isNoticed() {
        ModuleDescriptor greedy = ModuleDescriptor.newModule("greedy")
                .requires("org.slf4j")
                .requires("java.sql")
                .build();

        assertThat(foreign(greedy)).containsExactly("java.sql");
    }

    private Set<String> packagesOfPublicTypes() throws IOException {
        Path classes = Path.of("target", "classes");
        Set<String> packages = new TreeSet<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                String name = classes.relativize(file).toString().replace(File.separatorChar, '.');
                Class<?> type = Class.forName(module, name.substring(0, name.length() - ".class".length()));
                if (type != null && Modifier.isPublic(type.getModifiers())) {
                    packages.add(type.getPackageName());
                }
            }
        }
        return packages;
    }

    private static Set<String> foreign(ModuleDescriptor descriptor) {
        Set<String> names = new TreeSet<>();
        for (Requires requires : descriptor.requires()) {
            if (!ALLOWED.contains(requires.name())) {
                names.add(requires.name());
            }
        }
        return names;
    }
}
