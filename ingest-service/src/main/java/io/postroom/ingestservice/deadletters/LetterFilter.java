package io.postroom.ingestservice.deadletters;

import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which dead letters are meant. An empty set names no limit.
 *
 * @param topics  the topics where they stood before
 * @param reasons their codes
 * @param letters the letters themselves
 * @param since   put aside then or later
 * @param until   put aside before then
 */
record LetterFilter(Set<String> topics, Set<String> reasons, Set<LetterId> letters, Instant since, Instant until)
        implements
            Predicate<DeadLetter> {
    static final LetterFilter ALL = new LetterFilter(Set.of(), Set.of(), Set.of(), Instant.MIN, Instant.MAX);

    LetterFilter {
        topics = Set.copyOf(topics);
        reasons = Set.copyOf(reasons);
        letters = Set.copyOf(letters);
    }

    /** Whether it says which letters at all. */
    boolean isNarrow() {
        return !topics.isEmpty() || !reasons.isEmpty() || !letters.isEmpty();
    }

    @Override
    public boolean test(DeadLetter letter) {
        return (topics.isEmpty() || topics.contains(letter.origin().topic()))
                && (reasons.isEmpty() || reasons.contains(letter.reason()))
                && (letters.isEmpty() || letters.contains(letter.id())) && !letter.at().isBefore(since)
                && letter.at().isBefore(until);
    }
}
