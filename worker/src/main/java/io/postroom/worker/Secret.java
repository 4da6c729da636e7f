package io.postroom.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A password or key. Prints as {@code •••}. Settings bind to it as to text. */
public final class Secret {
    private final String value;

    private Secret(String value) {
        this.value = Objects.requireNonNull(value, "value");
    }

    /** The secret with this value. */
    public static Secret of(String value) {
        return new Secret(value);
    }

    /** The value itself. */
    public String reveal() {
        return value;
    }

    /**
     * The secret of a pair of settings {@code name} and {@code name-file}, or null if neither is set.
     *
     * @throws IllegalStateException if the file cannot be read; {@link #problems} says so before
     */
    public static @Nullable Secret resolve(@Nullable Secret value, @Nullable Path file) {
        if (file == null) {
            return value;
        }
        try {
            // An editor's last line break is no part of a password.
            return new Secret(Files.readString(file).stripTrailing());
        } catch (IOException e) {
            throw new IllegalStateException("The secret file " + file + " cannot be read.", e);
        }
    }

    /** What is wrong with a pair of settings. */
    public static List<String> problems(String name, @Nullable Secret value, @Nullable Path file) {
        if (value != null && file != null) {
            return List.of(name + " and " + name + "-file are both set; set one.");
        }
        if (file != null && !Files.isReadable(file)) {
            return List.of(name + "-file names " + file + ", which is not a readable file.");
        }
        return List.of();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "•••";
    }
}
