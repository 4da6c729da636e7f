package io.postroom.ingestservice;

import io.postroom.ingestservice.config.InvalidConfigurationException;
import io.postroom.rules.InvalidRuleBookException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Shows what is wrong with configuration or rules as sentences instead of a stack trace. */
final class StartFailureAnalyzer implements FailureAnalyzer {
    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidConfigurationException) {
                return new FailureAnalysis(cause.getMessage(), "Correct what is listed; ingest has read nothing.",
                        cause);
            }
            if (cause instanceof InvalidRuleBookException) {
                return new FailureAnalysis(cause.getMessage(), "Correct the rule sets; ingest has read nothing.",
                        cause);
            }
        }
        return null;
    }
}
