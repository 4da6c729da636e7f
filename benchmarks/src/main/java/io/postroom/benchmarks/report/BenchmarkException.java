package io.postroom.benchmarks.report;

/** A benchmark that cannot be run, or whose result would be no result; the message is for the person who started it. */
public final class BenchmarkException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Says what is wrong, and what to do. */
    public BenchmarkException(String message) {
        super(message);
    }

    /** The same, with what led to it. */
    public BenchmarkException(String message, Throwable cause) {
        super(message, cause);
    }
}
