package io.postroom.systemtests.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postroom.local.LocalPlatform;
import io.postroom.local.outside.ledger.Accepted;
import io.postroom.schemas.v1.Language;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.NotificationStatus;
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

/** The messages that the eight services' sample events lead to: one file of {@code src/test/resources/expected} each. */
public final class ExpectedMessages {
    private static final Path EXPECTED = Path.of("src", "test", "resources", "expected");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private ExpectedMessages() {}

    /** Waits until every message of these events is reported as delivered. */
    public static void awaitAllDelivered(Journal journal, Collection<String> ids) throws IOException {
        int count = count();
        await("all delivered").atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            Map<UUID, List<NotificationState>> states = journal.states(ids);
            assertThat(states).hasSizeGreaterThanOrEqualTo(Math.max(1, count));
            assertThat(states.values())
                    .allSatisfy(of -> assertThat(of).contains(NotificationState.DELIVERED));
        });
    }

    /** How many there are. */
    public static int count() throws IOException {
        if (Boolean.getBoolean("expected.write") || !Files.isDirectory(EXPECTED)) {
            return 1;
        }
        try (Stream<Path> files = Files.list(EXPECTED)) {
            return (int) files.count();
        }
    }

    /** What people received because of these events, by the name of the file that says what is expected. */
    public static Map<String, String> actual(LocalPlatform platform, Journal journal, Collection<String> ids) {
        Map<UUID, List<Accepted>> received = journal.received();
        Map<String, String> actual = new TreeMap<>();
        identities(journal, ids).forEach((notification, identity) -> actual.put(name(identity),
                received.getOrDefault(notification, List.of()).stream()
                        .map(accepted -> ReceivedMessages.describe(platform.outside().ledger(), accepted))
                        .map(text -> undated(text, identity)).collect(Collectors.joining("\n==== again ====\n"))));
        return actual;
    }

    /** What they should have received, by the name of the file. */
    public static Map<String, String> expected(LocalPlatform platform, Journal journal, Collection<String> ids)
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
