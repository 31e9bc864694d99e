package dev.acm.ca.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acm.spi.KeyCheck;
import dev.acm.spi.KeyWeakness;
import dev.acm.testkit.contract.KeyCheckContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeakKeyCheckTest implements KeyCheckContract {
    @Override
    public KeyCheck newCheck() {
        return WeakKeyCheck.create();
    }

    private static byte[] key() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair().getPublic().getEncoded();
    }

    @Nested
    @DisplayName("BR 6.1.1.3: lists of blocked keys")
    class Lists {
        @TempDir
        private Path folder;

        private Path list(byte[]... more) throws IOException {
            Random random = new Random(1);
            byte[][] hashes = new byte[500 + more.length][];
            for (int i = 0; i < 500; i++) {
                hashes[i] = new byte[32];
                random.nextBytes(hashes[i]);
            }
            System.arraycopy(more, 0, hashes, 500, more.length);
            Arrays.sort(hashes, Arrays::compareUnsigned);
            byte[] all = new byte[32 * hashes.length];
            for (int i = 0; i < hashes.length; i++) {
                System.arraycopy(hashes[i], 0, all, 32 * i, 32);
            }
            return Files.write(folder.resolve("keys.bin"), all);
        }

        @Test
        void check_listedKey_isRefusedAndOthersPass() throws Exception {
            byte[] listed = key();
            byte[] other = key();
            byte[] first = new byte[32];
            byte[] last = new byte[32];
            Arrays.fill(last, (byte) 0xff);
            Path file = list(MessageDigest.getInstance("SHA-256").digest(listed), first, last);

            try (BlockedKeyFile blocked = BlockedKeyFile.open(file)) {
                KeyCheck check = WeakKeyCheck.withBlocked(blocked);
                assertThat(check.check(listed, false).weaknesses())
                        .extracting(KeyWeakness::rule)
                        .containsExactly("key:blocked");
                assertThat(check.check(other, false).weaknesses()).isEmpty();
                assertThat(blocked.isBlocked("00".repeat(32))).isTrue();
                assertThat(blocked.isBlocked("ff".repeat(32))).isTrue();
                assertThat(blocked.isBlocked("00".repeat(31) + "01")).isFalse();
            }
        }

        @Test
        void check_listThatCannotBeAsked_refuses() throws Exception {
            BlockedKeyFile blocked = BlockedKeyFile.open(list());
            blocked.close();

            assertThat(WeakKeyCheck.withBlocked(blocked).check(key(), false).weaknesses())
                    .extracting(KeyWeakness::rule)
                    .containsExactly("key:list-unavailable");
        }

        @Test
        void open_unsortedOrCutOff_isRefused() throws Exception {
            byte[] sorted = Files.readAllBytes(list());
            byte[] unsorted = sorted.clone();
            unsorted[32 * 400] = 0;

            assertThatThrownBy(() -> BlockedKeyFile.open(Files.write(folder.resolve("unsorted"), unsorted)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("not sorted");
            assertThatThrownBy(() -> BlockedKeyFile.open(
                            Files.write(folder.resolve("cut"), Arrays.copyOf(sorted, sorted.length - 1))))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("whole number");
        }
    }
}
