package io.postroom.benchmarks.content;

import io.postroom.content.Checked;
import io.postroom.content.recipient.PhoneNumber;
import io.postroom.content.recipient.PhoneNumberOptions;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Checks a mobile number; one in sixteen is wrong. */
@State(Scope.Thread)
public class PhoneNumberBenchmark {
    private static final int COUNT = 1_024;

    private String[] numbers = {};
    private int next;

    /** Numbers as people write them. */
    @Setup
    public void write() {
        numbers = IntStream.range(0, COUNT).mapToObj(i -> i % 16 == 15 ? "0740" + i : Samples.mobile(i))
                .toArray(String[]::new);
    }

    /** One number. */
    @Benchmark
    public Checked<PhoneNumber> check() {
        next = (next + 1) % COUNT;
        return PhoneNumber.parse(numbers[next], PhoneNumberOptions.UK_MOBILE);
    }
}
