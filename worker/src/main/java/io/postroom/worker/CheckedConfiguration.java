package io.postroom.worker;

import java.util.List;

/** Proof that every setting has been checked: what is built from settings waits for it. */
final class CheckedConfiguration {
    /**
     * Checks.
     *
     * @throws InvalidConfigurationException with every problem of all settings
     */
    CheckedConfiguration(List<CheckedSettings> settings) {
        List<String> problems = settings.stream().flatMap(one -> one.problems().stream()).distinct().toList();
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
    }
}
