package io.postroom.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postroom.local.LocalPlatform;
import io.postroom.schemas.Names;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.Decision;
import io.postroom.schemas.v1.DecisionOutcome;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.Priority;
import io.postroom.schemas.v1.Recipient;
import io.postroom.schemas.v1.RecipientVerdict;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.systemtests.support.EventPublisher;
import io.postroom.systemtests.support.Journal;
import io.postroom.systemtests.support.LoadEvents;
import io.postroom.systemtests.support.Marks;
import io.postroom.systemtests.support.SharedPlatform;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is wrong ends somewhere with its reason, and what comes behind it goes on. */
@ExtendWith(SharedPlatform.class)
class BadInputTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String EVENTS = Names.Topics.DEFAULT.caseEvents();

    private final String run = "bad" + UUID.randomUUID().toString().replace("-", "").substring(0, 10);
    private final LoadEvents load = new LoadEvents(run);
    private LocalPlatform platform;
    private EventPublisher publisher;
    private Journal journal;

    @BeforeEach
    void connect(LocalPlatform platform) {
        this.platform = platform;
        this.publisher = new EventPublisher(platform);
        this.journal = new Journal(platform);
    }

    @AfterEach
    void disconnect() {
        publisher.close();
    }

    @Test
    void garbage_bytes_end_as_a_dead_letter_as_they_came() {
        // Given
        byte[] garbage = ("}{ not an event " + run).getBytes(StandardCharsets.UTF_8);

        // When
        publisher.publish(EVENTS, run, garbage);

        // Then
        ConsumerRecord<byte[], byte[]> dead = awaitDeadLetter(EVENTS, garbage);
        assertThat(dead.key()).isEqualTo(run.getBytes(StandardCharsets.UTF_8));
        assertThat(header(dead, Names.Headers.DEAD_LETTER_REASON)).isNotBlank();
        assertThat(header(dead, Names.Headers.DEAD_LETTER_TOPIC)).isEqualTo(EVENTS);
        assertTheStreamGoesOn();
    }

    @Test
    void an_unknown_schema_id_ends_as_a_dead_letter() {
        // Given
        byte[] unknown = ("\0\u007f\u007f\u007f\u007f" + run).getBytes(StandardCharsets.ISO_8859_1);

        // When
        publisher.publish(EVENTS, run, unknown);

        // Then
        ConsumerRecord<byte[], byte[]> dead = awaitDeadLetter(EVENTS, unknown);
        assertThat(header(dead, Names.Headers.DEAD_LETTER_REASON)).isNotBlank();
        assertTheStreamGoesOn();
    }

    @Test
    void garbage_on_a_request_topic_ends_as_a_dead_letter_of_the_worker() {
        // Given
        String topic = Names.Topics.DEFAULT.request(Channel.SMS, Priority.NORMAL);
        byte[] garbage = ("not a request " + run).getBytes(StandardCharsets.UTF_8);

        // When
        publisher.publish(topic, run, garbage);

        // Then
        ConsumerRecord<byte[], byte[]> dead = awaitDeadLetter(topic, garbage);
        assertThat(header(dead, Names.Headers.DEAD_LETTER_REASON)).isNotBlank();
        assertTheStreamGoesOn();
    }

    @Test
    void an_event_without_a_recipient_ends_as_a_decision_that_says_so() {
        // Given
        CaseEvent event = CaseEvent.newBuilder(one()).setRecipients(List.of()).build();

        // When
        publisher.publish(List.of(event));

        // Then
        Decision decision = awaitDecision(event);
        assertThat(decision.getVerdicts()).singleElement()
                .satisfies(verdict -> assertThat(reasons(decision)).contains(StatusReason.NO_RECIPIENT));
        assertTheStreamGoesOn();
    }

    @Test
    void a_recipient_without_the_needed_address_ends_failed_with_the_reason() {
        // Given
        Recipient nowhere = Recipient.newBuilder(one().getRecipients().getFirst()).setMobile(null).build();
        CaseEvent event = CaseEvent.newBuilder(one()).setRecipients(List.of(nowhere)).build();

        // When
        publisher.publish(List.of(event));

        // Then
        Decision decision = awaitDecision(event);
        assertThat(reasons(decision)).contains(StatusReason.NO_ADDRESS);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(journal.statuses(List.of(event.getId())))
                .singleElement().satisfies(status -> {
                    assertThat(status.getState()).isEqualTo(NotificationState.FAILED);
                    assertThat(status.getReason()).isEqualTo(StatusReason.NO_ADDRESS);
                }));
        assertTheStreamGoesOn();
    }

    @Test
    void a_template_value_that_is_missing_ends_as_a_decision_that_names_it() {
        // Given
        CaseEvent event = CaseEvent.newBuilder(one()).setData(Map.of()).build();

        // When
        publisher.publish(List.of(event));

        // Then
        Decision decision = awaitDecision(event);
        assertThat(decision.getOutcome()).isEqualTo(DecisionOutcome.FAILED);
        assertThat(reasons(decision)).contains(StatusReason.MISSING_VALUE);
        assertThat(decision.getVerdicts().getFirst().getRecipients()).extracting(RecipientVerdict::getDetail)
                .anySatisfy(detail -> assertThat(detail).contains("mark"));
        assertTheStreamGoesOn();
    }

    @Test
    void an_event_that_no_rule_is_written_for_ends_as_a_decision() {
        // Given
        CaseEvent event = CaseEvent.newBuilder(one()).setType("load.unheard-of").build();

        // When
        publisher.publish(List.of(event));

        // Then
        assertThat(awaitDecision(event).getReason()).isEqualTo(StatusReason.NO_MATCHING_RULE);
    }

    private CaseEvent one() {
        return load.events(Channel.SMS, 1).getFirst();
    }

    private static List<StatusReason> reasons(Decision decision) {
        return decision.getVerdicts().stream().flatMap(verdict -> java.util.stream.Stream.concat(
                java.util.stream.Stream.ofNullable(verdict.getReason()),
                verdict.getRecipients().stream().map(RecipientVerdict::getReason))).toList();
    }

    private Decision awaitDecision(CaseEvent event) {
        await("a decision").atMost(PATIENCE).until(() -> !journal.decisions(List.of(event.getId())).isEmpty());
        return journal.decisions(List.of(event.getId())).getFirst();
    }

    private ConsumerRecord<byte[], byte[]> awaitDeadLetter(String topic, byte[] value) {
        String deadLetters = Names.Topics.DEFAULT.deadLetter(topic);
        await("a dead letter").atMost(PATIENCE).until(() -> journal.topics().bytes(deadLetters).stream()
                .anyMatch(record -> java.util.Arrays.equals(record.value(), value)));
        return journal.topics().bytes(deadLetters).stream()
                .filter(record -> java.util.Arrays.equals(record.value(), value)).findFirst().orElseThrow();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private void assertTheStreamGoesOn() {
        LoadEvents next = new LoadEvents(run + "n");
        publisher.publish(next.events(Channel.SMS, 3));
        Marks marks = new Marks(platform.outside().ledger(), run + "n");
        await("what comes behind").atMost(PATIENCE).until(() -> marks.received().size() == 3);
    }
}
