package io.postroom.benchmarks.engine;

import io.postroom.benchmarks.report.MarkdownTable;
import io.postroom.benchmarks.report.Numbers;

/** The findings, as tables. */
final class Tables {
    private static final String PER_MESSAGE = "CPU a message";

    private final MarkdownTable jitter = new MarkdownTable("engine", "key order", "messages/s",
            "share of Little's-law bound", PER_MESSAGE, "queue to send at full load, p50 / p99",
            "at a tenth of it, p50 / p99", "doubled after SIGKILL");
    private final MarkdownTable steady = new MarkdownTable("engine", "messages/s", "share of Little's-law bound",
            PER_MESSAGE, "drain at SIGTERM", "doubled after SIGTERM", "doubled after SIGKILL",
            "not sent " + Runs.LAST_SECONDS + " s later");
    private final MarkdownTable none = new MarkdownTable("engine", "messages/s", PER_MESSAGE);

    void add(Engine engine, Findings.Jitter found) {
        jitter.row(engine.words(), engine.keepsKeyOrder(), Numbers.of(found.saturated().perSecond()),
                share(found.saturated()), micros(found.saturated()), waiting(found.full()), waiting(found.tenth()),
                Numbers.of(found.doubledByKill()));
    }

    void add(Engine engine, Findings.Steady found) {
        steady.row(engine.words(), Numbers.of(found.saturated().perSecond()), share(found.saturated()),
                micros(found.saturated()), Numbers.of(found.drain().toMillis() / 1e3) + " s",
                Numbers.of(found.doubledByStop()), Numbers.of(found.doubledByKill()), Numbers.of(found.missing()));
    }

    void add(Engine engine, LedgerReading.Speed found) {
        none.row(engine.words(), Numbers.of(found.perSecond()), micros(found));
    }

    MarkdownTable jitter() {
        return jitter;
    }

    MarkdownTable steady() {
        return steady;
    }

    MarkdownTable none() {
        return none;
    }

    static String share(LedgerReading.Speed speed) {
        return Numbers.percent(speed.inFlight() / Run.IN_FLIGHT);
    }

    static String waiting(LedgerReading.Waiting waiting) {
        return waiting.messages() == 0
                ? "nothing sent"
                : milliseconds(waiting.median()) + " / " + milliseconds(waiting.p99());
    }

    private static String milliseconds(double milliseconds) {
        return milliseconds < 1_000
                ? Numbers.of(milliseconds) + " ms"
                : Numbers.of(milliseconds / 1_000) + " s";
    }

    private static String micros(LedgerReading.Speed speed) {
        return speed.perSecond() < 1 ? "–" : Numbers.of(speed.processorMicros()) + " µs";
    }
}
