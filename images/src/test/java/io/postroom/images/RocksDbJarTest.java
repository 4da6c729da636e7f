package io.postroom.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksDbJarTest {
    @TempDir
    Path folder;

    @Test
    void the_library_for_this_platform_lies_beside_a_jar_without_libraries() throws IOException {
        // Given
        Path jar = jar("org/rocksdb/RocksDB.class", "librocksdbjni-linux64.so", "librocksdbjni-linux-aarch64.so",
                "librocksdbjni-win64.dll");
        Path copy = folder.resolve("lib").resolve("rocksdbjni-1.jar");

        // When
        RocksDbJar.copy(jar, copy);

        // Then
        assertThat(FileTrees.files(copy.getParent())).hasSize(2).allSatisfy(file -> assertThat(
                Files.getLastModifiedTime(file).toInstant()).isEqualTo(FileTrees.TIME));
        try (ZipFile zip = new ZipFile(copy.toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName)).containsExactly("org/rocksdb/RocksDB.class");
        }
    }

    @Test
    void the_copy_is_the_same_whenever_it_is_made() throws IOException {
        // Given
        Path jar = jar("a", "librocksdbjni-linux64.so", "librocksdbjni-linux-aarch64.so");

        // When
        RocksDbJar.copy(jar, folder.resolve("one/rocksdbjni-1.jar"));
        RocksDbJar.copy(jar, folder.resolve("two/rocksdbjni-1.jar"));

        // Then
        assertThat(folder.resolve("one/rocksdbjni-1.jar"))
                .hasSameBinaryContentAs(folder.resolve("two/rocksdbjni-1.jar"));
    }

    @Test
    void a_jar_without_the_library_is_refused() throws IOException {
        // Given
        Path jar = jar("librocksdbjni-win64.dll");

        // Then
        assertThatThrownBy(() -> RocksDbJar.copy(jar, folder.resolve("lib/rocksdbjni-1.jar")))
                .isInstanceOf(ImagesException.class).hasMessageContaining("librocksdbjni-linux");
    }

    private Path jar(String... entries) throws IOException {
        Path jar = folder.resolve("rocksdbjni-1.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (String entry : List.of(entries)) {
                out.putNextEntry(new ZipEntry(entry));
                out.write(entry.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
        }
        return jar;
    }
}
