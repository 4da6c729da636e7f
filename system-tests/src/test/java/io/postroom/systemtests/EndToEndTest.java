package io.postroom.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postroom.local.LocalPlatform;
import io.postroom.local.outside.ledger.Accepted;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.Decision;
import io.postroom.schemas.v1.DecisionOutcome;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.systemtests.support.EventPublisher;
import io.postroom.systemtests.support.ExampleEvents;
import io.postroom.systemtests.support.ExpectedMessages;
import io.postroom.systemtests.support.Journal;
import io.postroom.systemtests.support.SharedPlatform;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The eight services, from their events to what people hold in their hands.
 *
 * <p>What is expected stands in {@code src/test/resources/expected}, one file a notification. After a deliberate change
 * of wording, {@code -Dexpected.write=true} writes them anew; the difference is then there to be read.
 */
@ExtendWith(SharedPlatform.class)
class EndToEndTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void the_eight_services_reach_their_people_with_the_right_words_and_everything_ends_delivered(
            LocalPlatform platform)
            throws IOException {
        // Given
        List<CaseEvent> events = ExampleEvents.all("");
        List<String> ids = events.stream().map(CaseEvent::getId).toList();
        Journal journal = new Journal(platform);

        // When
        try (EventPublisher publisher = new EventPublisher(platform)) {
            publisher.publish(events);
            ExpectedMessages.awaitAllDelivered(journal, ids);
        }

        // Then
        assertThat(ExpectedMessages.actual(platform, journal, ids))
                .containsExactlyInAnyOrderEntriesOf(ExpectedMessages.expected(platform, journal, ids));
        assertThat(journal.states(ids).values()).allSatisfy(states -> assertThat(states)
                .startsWith(NotificationState.CREATED).endsWith(NotificationState.DELIVERED));
    }

    @Test
    void the_same_events_twice_are_delivered_once(LocalPlatform platform) throws IOException {
        // Given
        List<CaseEvent> events = ExampleEvents.all("-twice");
        List<String> ids = events.stream().map(CaseEvent::getId).toList();
        Journal journal = new Journal(platform);

        try (EventPublisher publisher = new EventPublisher(platform)) {
            publisher.publish(events);
            ExpectedMessages.awaitAllDelivered(journal, ids);

            // When
            publisher.publish(events);
            await().atMost(PATIENCE).until(() -> journal.decisions(ids).stream().filter(EndToEndTest::repeated)
                    .map(Decision::getEventId).distinct().count() == ids.size());
        }

        // Then
        Map<UUID, List<Accepted>> received = journal.received();
        assertThat(journal.states(ids).keySet()).hasSize(ExpectedMessages.count())
                .allSatisfy(notification -> assertThat(received.get(notification)).hasSize(1));
    }

    private static boolean repeated(Decision decision) {
        return decision.getOutcome() == DecisionOutcome.REPEATED;
    }
}
