package io.postroom.ingestservice.deadletters;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which letters a command means. */
final class Choice {
    @Option(names = "--topic", paramLabel = "NAME", description = "those that stood in this topic; may be repeated")
    private List<String> topics = List.of();

    @Option(names = "--reason", paramLabel = "CODE", description = "those with this reason; may be repeated")
    private List<String> reasons = List.of();

    @Option(names = "--letter", paramLabel = "TOPIC/PARTITION/OFFSET", description = "this one, as 'list' prints it; may be repeated")
    private List<LetterId> letters = List.of();

    @Option(names = "--since", paramLabel = "MOMENT", description = "put aside then or later, such as 2026-11-20T09:30:00Z")
    private @Nullable Instant since;

    @Option(names = "--until", paramLabel = "MOMENT", description = "put aside before then")
    private @Nullable Instant until;

    LetterFilter filter() {
        return new LetterFilter(Set.copyOf(topics), Set.copyOf(reasons),
                letters.stream().collect(Collectors.toUnmodifiableSet()), since == null ? Instant.MIN : since,
                until == null ? Instant.MAX : until);
    }
}
