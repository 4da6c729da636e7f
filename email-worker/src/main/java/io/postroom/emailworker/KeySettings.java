package io.postroom.emailworker;

import io.postroom.worker.CheckedSettings;
import io.postroom.worker.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The installation's key. Signs the return addresses of messages.
 *
 * @param secret     at least 16 characters
 * @param secretFile or a file with it
 */
@ConfigurationProperties("postroom.keys")
record KeySettings(@Nullable Secret secret, @Nullable Path secretFile) implements CheckedSettings {
    private static final int SHORTEST = 16;

    byte[] key() {
        Secret resolved = Secret.resolve(secret, secretFile);
        if (resolved == null) {
            throw new IllegalStateException("postroom.keys.secret is not set.");
        }
        return resolved.reveal().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public List<String> problems() {
        List<String> problems = Secret.problems("postroom.keys.secret", secret, secretFile);
        if (!problems.isEmpty()) {
            return problems;
        }
        Secret resolved = Secret.resolve(secret, secretFile);
        if (resolved == null || resolved.reveal().length() < SHORTEST) {
            return List.of("postroom.keys.secret must be set, with at least " + SHORTEST
                    + " characters: return addresses are signed with it.");
        }
        return List.of();
    }
}
