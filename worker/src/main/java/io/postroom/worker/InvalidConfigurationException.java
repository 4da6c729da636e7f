package io.postroom.worker;

import java.util.List;

/** The worker cannot start with its configuration. Holds every problem. */
public final class InvalidConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidConfigurationException(List<String> problems) {
        super("The worker cannot start with this configuration:\n - " + String.join("\n - ", problems));
    }
}
