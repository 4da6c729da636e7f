package io.postroom.local.cli;

import java.nio.file.Path;

/** Where the data lies unless somebody says otherwise. */
final class DataFolders {
    /** The launcher says where the repository is; without it, the working folder will do. */
    private static final Path HOME = Path.of(System.getProperty("postroom.home", ""));

    private DataFolders() {}

    static Path standard() {
        return HOME.resolve(".postroom");
    }

    static Path of(Arguments arguments) {
        return arguments.value("--data").map(Path::of).orElse(standard()).toAbsolutePath().normalize();
    }

    static Path rules(Arguments arguments) {
        return arguments.value("--rules").map(Path::of).orElse(HOME.resolve("examples")).toAbsolutePath().normalize();
    }
}
