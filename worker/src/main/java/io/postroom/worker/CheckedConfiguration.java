package io.postroom.worker;

import java.util.List;
import java.util.stream.Stream;

/** Proof that every setting has been checked: what is built from settings waits for it. */
final class CheckedConfiguration {
    /**
     * Checks.
     *
     * @throws InvalidConfigurationException with every problem of all settings
     */
    CheckedConfiguration(List<CheckedSettings> settings, UnknownProperties unknown) {
        List<String> problems = Stream
                .concat(settings.stream().flatMap(one -> one.problems().stream()), unknown.problems().stream())
                .distinct().toList();
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
    }
}
