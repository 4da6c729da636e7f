package io.postroom.benchmarks.content;

import io.postroom.content.Language;
import io.postroom.content.email.EmailRenderer;
import io.postroom.content.email.RenderedEmail;
import io.postroom.content.template.Message;
import io.postroom.content.template.Personalisation;
import io.postroom.content.template.Template;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Fills in an e-mail and lays it out, as HTML and as plain text. */
@State(Scope.Thread)
public class EmailBenchmark {
    private static final int COUNT = 256;

    private final Template template = Samples.email();
    private final Personalisation[] people = IntStream.range(0, COUNT).mapToObj(Samples::values)
            .toArray(Personalisation[]::new);
    private int next;

    /** One e-mail. */
    @Benchmark
    public RenderedEmail fillInAndLayOut() {
        next = (next + 1) % COUNT;
        Message.EmailMessage message = (Message.EmailMessage) template.fill(people[next]).orElseThrow();
        return EmailRenderer.render(message.subject(), message.markdown(), Language.EN);
    }
}
