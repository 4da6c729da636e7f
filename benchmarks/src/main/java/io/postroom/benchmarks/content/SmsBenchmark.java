package io.postroom.benchmarks.content;

import io.postroom.content.Checked;
import io.postroom.content.template.Message;
import io.postroom.content.template.Personalisation;
import io.postroom.content.template.Template;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Fills in a text with three placeholders, puts its characters in order and counts its parts. */
@State(Scope.Thread)
public class SmsBenchmark {
    private static final int COUNT = 256;

    private final Template template = Samples.sms();
    private final Personalisation[] people = IntStream.range(0, COUNT).mapToObj(Samples::values)
            .toArray(Personalisation[]::new);
    private int next;

    /** One text, with its count. */
    @Benchmark
    public Checked<Message> fillInAndCount() {
        next = (next + 1) % COUNT;
        return template.fill(people[next]);
    }
}
