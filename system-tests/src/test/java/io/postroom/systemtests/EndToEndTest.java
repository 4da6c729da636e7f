package io.postroom.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postroom.local.LocalPlatform;
import io.postroom.local.outside.ledger.Accepted;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.Decision;
import io.postroom.schemas.v1.DecisionOutcome;
import io.postroom.schemas.v1.Language;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.systemtests.support.EventPublisher;
import io.postroom.systemtests.support.ExampleEvents;
import io.postroom.systemtests.support.Journal;
import io.postroom.systemtests.support.ReceivedMessages;
import io.postroom.systemtests.support.SharedPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    private static final Path EXPECTED = Path.of("src", "test", "resources", "expected");
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
            awaitAllDelivered(journal, ids, expectedCount());
        }

        // Then
        assertThat(actual(platform, journal, ids)).containsExactlyInAnyOrderEntriesOf(expected(platform, journal, ids));
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
            awaitAllDelivered(journal, ids, expectedCount());

            // When
            publisher.publish(events);
            await().atMost(PATIENCE).until(() -> journal.decisions(ids).stream().filter(EndToEndTest::repeated)
                    .map(Decision::getEventId).distinct().count() == ids.size());
        }

        // Then
        Map<UUID, List<Accepted>> received = journal.received();
        assertThat(journal.states(ids).keySet()).hasSize(expectedCount())
                .allSatisfy(notification -> assertThat(received.get(notification)).hasSize(1));
    }

    private static boolean repeated(Decision decision) {
        return decision.getOutcome() == DecisionOutcome.REPEATED;
    }

    private static void awaitAllDelivered(Journal journal, Collection<String> ids, int count) {
        await("all delivered").atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            Map<UUID, List<NotificationState>> states = journal.states(ids);
            assertThat(states).hasSizeGreaterThanOrEqualTo(Math.max(1, count));
            assertThat(states.values())
                    .allSatisfy(of -> assertThat(of).contains(NotificationState.DELIVERED));
        });
    }

    private static int expectedCount() throws IOException {
        if (Boolean.getBoolean("expected.write") || !Files.isDirectory(EXPECTED)) {
            return 1;
        }
        try (Stream<Path> files = Files.list(EXPECTED)) {
            return (int) files.count();
        }
    }

    private static Map<String, String> actual(LocalPlatform platform, Journal journal, Collection<String> ids) {
        Map<UUID, List<Accepted>> received = journal.received();
        Map<String, String> actual = new TreeMap<>();
        identities(journal, ids).forEach((notification, identity) -> actual.put(name(identity),
                received.getOrDefault(notification, List.of()).stream()
                        .map(accepted -> ReceivedMessages.describe(platform.outside().ledger(), accepted))
                        .map(text -> undated(text, identity)).collect(Collectors.joining("\n==== again ====\n"))));
        return actual;
    }

    private static Map<String, String> expected(LocalPlatform platform, Journal journal, Collection<String> ids)
            throws IOException {
        if (Boolean.getBoolean("expected.write")) {
            Files.createDirectories(EXPECTED);
            for (Map.Entry<String, String> one : actual(platform, journal, ids).entrySet()) {
                Files.writeString(EXPECTED.resolve(one.getKey()), one.getValue());
            }
        }
        Map<String, String> expected = new TreeMap<>();
        try (Stream<Path> files = Files.list(EXPECTED)) {
            for (Path file : files.toList()) {
                expected.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return expected;
    }

    private static Map<UUID, NotificationIdentity> identities(Journal journal, Collection<String> ids) {
        return journal.statuses(ids).stream().map(NotificationStatus::getIdentity).collect(
                Collectors.toMap(NotificationIdentity::getNotificationId, identity -> identity, (one, other) -> one));
    }

    private static String name(NotificationIdentity identity) {
        return Stream.of(identity.getService(), identity.getEventId(), identity.getRecipientRole(),
                identity.getRecipientReference(), identity.getChannel().name().toLowerCase(Locale.ROOT),
                identity.getLanguage().name().toLowerCase(Locale.ROOT)).map(String::valueOf)
                .collect(Collectors.joining(".")) + ".txt";
    }

    /** Letters carry the date of their request. */
    private static String undated(String text, NotificationIdentity identity) {
        Locale locale = Locale.forLanguageTag(identity.getLanguage() == Language.CY ? "cy" : "en-GB");
        return text.replace(DateTimeFormatter.ofPattern("d MMMM yyyy", locale)
                .format(identity.getCreatedAt().atZone(ZoneId.of("Europe/London"))), "(date of the request)");
    }
}
