package io.postroom.staffweb;

import io.postroom.rules.InvalidRuleBookException;
import io.postroom.staffweb.config.InvalidConfigurationException;
import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
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
            if (cause instanceof OldDatabaseException) {
                return new FailureAnalysis(cause.getMessage(),
                        "Run this release's staff-web once with the argument 'migrate', and start again.", cause);
            }
            if (cause instanceof FlywayException) {
                return new FailureAnalysis(notMigrated(cause),
                        "Nothing has changed. Look at what the database says of it,"
                                + " or at who holds a lock on its tables, and start again.",
                        cause);
            }
        }
        return null;
    }

    /** Without the database's own words, which may quote a row. */
    private static String notMigrated(Throwable failure) {
        String state = "";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                state = sql.getSQLState();
            }
        }
        String why = switch (state) {
            case "55P03" -> "another transaction held a lock on a table for too long";
            case "57014" -> "a change took too long";
            case "08001", "08006" -> "the database could not be reached";
            case "" -> "Flyway refused, see above";
            default -> "the database answered with SQL state " + state;
        };
        return "The tables of the staff pages could not be brought to this release: " + why + ".";
    }
}
