package io.postroom.benchmarks.content;

import io.postroom.benchmarks.report.BenchmarkException;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What takes microseconds, measured with JMH in a JVM of its own on one thread. */
final class SmallThings {
    private SmallThings() {}

    /** Microseconds that one call takes, and how far that may be off (99.9 %). */
    record Microseconds(double mean, double error) {
        double perSecond() {
            return 1e6 / mean;
        }
    }

    static Microseconds of(Class<?> benchmark, Measures measures) {
        TimeValue round = TimeValue.milliseconds(measures.jmhRound().toMillis());
        try {
            Collection<RunResult> results = new Runner(new OptionsBuilder()
                    .include("^" + benchmark.getName().replace(".", "\\.") + "\\.").forks(1).threads(1)
                    .warmupIterations(measures.jmhWarmups()).warmupTime(round)
                    .measurementIterations(measures.jmhRounds()).measurementTime(round)
                    .mode(org.openjdk.jmh.annotations.Mode.AverageTime).timeUnit(TimeUnit.MICROSECONDS)
                    .jvmArgs("-Xmx256m", "--sun-misc-unsafe-memory-access=allow").shouldFailOnError(true)
                    .verbosity(VerboseMode.SILENT).build()).run();
            var result = results.iterator().next().getPrimaryResult();
            return new Microseconds(result.getScore(), result.getScoreError());
        } catch (RunnerException e) {
            throw new BenchmarkException("JMH could not run " + benchmark.getSimpleName() + ".", e);
        }
    }
}
