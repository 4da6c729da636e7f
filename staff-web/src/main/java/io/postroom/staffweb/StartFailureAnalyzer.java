package io.postroom.staffweb;

import io.postroom.rules.InvalidRuleBookException;
import io.postroom.staffweb.config.InvalidConfigurationException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Shows what is wrong with configuration or rules as sentences instead of a stack trace. */
final class StartFailureAnalyzer implements FailureAnalyzer {
    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidConfigurationException || cause instanceof InvalidRuleBookException) {
                return new FailureAnalysis(cause.getMessage(),
                        "Correct what is listed; the staff pages have not started.",
                        cause);
            }
        }
        return null;
    }
}
