package io.postroom.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.SmsRequest;
import io.postroom.schemas.v1.StatusReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class EventPublisherTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final MockProducer<String, SpecificRecord> producer = new MockProducer<>(false, null,
            new StringSerializer(), (topic, value) -> new byte[0]);
    private final EventPublisher publisher = new EventPublisher(producer);

    @Test
    void returnsOnlyWhenEverythingIsAcknowledged() throws Exception {
        // Given
        CompletableFuture<Void> published = inBackground(List.of(event(), event()));
        await().until(() -> producer.history().size() == 2);

        // When
        producer.completeNext();
        boolean early = published.isDone();
        producer.completeNext();

        // Then
        published.get();
        assertThat(early).isFalse();
    }

    @Test
    void saysSoWhenKafkaRefuses() {
        // Given
        CompletableFuture<Void> published = inBackground(List.of(event()));
        await().until(() -> producer.history().size() == 1);

        // When
        producer.errorNext(new TimeoutException("about case-1"));

        // Then
        assertThatThrownBy(published::get).isInstanceOf(ExecutionException.class).cause()
                .isInstanceOf(NotDurableException.class).hasMessage("Kafka refused: TimeoutException.");
    }

    @Test
    void saysSoWhenThereIsNoAcknowledgementInTime() {
        assertThatThrownBy(() -> publisher.publish(List.of(event()), Duration.ofMillis(20)))
                .isInstanceOf(NotDurableException.class);
    }

    @Test
    void saysSoWhenARecordCannotBeHandedOver() {
        // Given
        producer.sendException = new TimeoutException("no metadata");

        // When, Then
        assertThatThrownBy(() -> publisher.publish(List.of(event()), LONG)).isInstanceOf(NotDurableException.class)
                .hasMessageContaining("TimeoutException");
    }

    @Test
    void anAnnouncementThatFailsIsNobodysTrouble() {
        // Given
        producer.sendException = new TimeoutException("no metadata");

        // When
        publisher.announce(event());

        // Then
        assertThat(producer.history()).isEmpty();
    }

    private CompletableFuture<Void> inBackground(List<ProducerRecord<String, SpecificRecord>> events) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                publisher.publish(events, LONG);
                done.complete(null);
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    private static ProducerRecord<String, SpecificRecord> event() {
        SmsRequest request = TestRequests.text();
        return new Publishing(TestInstallation.NAMES, request.getIdentity().getChannel()).status(request.getIdentity(),
                NotificationState.FAILED, new Publishing.Why(StatusReason.RETRIES_SPENT, "first", "busy", 3),
                Instant.EPOCH, null);
    }
}
