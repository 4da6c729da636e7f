package io.postroom.worker;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Proof that every setting has been checked: what is built from settings waits for it. */
final class CheckedConfiguration {
    /**
     * Checks.
     *
     * @throws InvalidConfigurationException with every problem of all settings
     */
    CheckedConfiguration(List<CheckedSettings> settings, Duration attemptDeadline, UnknownProperties unknown) {
        List<String> problems = Stream.of(settings.stream().flatMap(one -> one.problems().stream()),
                settings.stream().flatMap(one -> tooLong(one, attemptDeadline)), unknown.problems().stream())
                .flatMap(several -> several).distinct().toList();
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
    }

    private static Stream<String> tooLong(CheckedSettings settings, Duration attemptDeadline) {
        return settings.waits().entrySet().stream().filter(wait -> wait.getValue().compareTo(attemptDeadline) >= 0)
                .map(wait -> wait.getKey() + " is " + wait.getValue()
                        + "; it must be shorter than postroom.worker.attempt-deadline (" + attemptDeadline
                        + "), or a provider that is slow is cut off and its message may be sent twice.")
                .sorted();
    }
}
