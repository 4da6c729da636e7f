package io.postroom.letterworker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postroom.schemas.v1.DeliveryReport;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.worker.NotDurableException;
import io.postroom.worker.ReceiptSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintResponsesTest {

    private static final String ID = Requests.ID.toString();

    @TempDir
    Path folder;
    private TestServer server;
    private SftpConnections connections;
    private final FakeSink sink = new FakeSink();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private PrintResponses responses;

    @BeforeEach
    void start() {
        server = new TestServer(folder);
        connections = new SftpConnections(server.settings());
        connections.start();
        responses = new PrintResponses(server.settings(), new PrintHouse(connections, server.settings().folders()),
                sink,
                meters);
    }

    @AfterEach
    void stop() throws IOException {
        responses.stop();
        connections.stop();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"accepted, , SENT, , accepted", "printed, , SENT, , printed", "despatched, , DELIVERED, , despatched",
            "rejected, duplicate-id, SENT, , rejected:duplicate-id",
            "rejected, geometry, FAILED, CONTENT_REFUSED, rejected:geometry",
            "rejected, address, FAILED, INVALID_ADDRESS, rejected:address",
            "rejected, checksum, FAILED, PROVIDER_FAILED, rejected:checksum",
            "rejected, Mrs A Person moved, FAILED, PROVIDER_FAILED, rejected:other",
            "returned, addressee-gone, FAILED, RETURNED, returned:addressee-gone"})
    void makesAReceiptOfEachResponse(String state, String reason, NotificationState expected,
            StatusReason expectedReason,
            String detail) throws Exception {
        // Given
        server.write("responses/" + ID + "." + state + ".json", json(ID, state, reason));

        // When
        responses.look();

        // Then
        assertThat(sink.receipts).hasSize(1);
        Receipt receipt = sink.receipts.getFirst();
        assertThat(receipt.provider()).isEqualTo("sftp");
        assertThat(receipt.reference()).isEqualTo(ID);
        assertThat(receipt.occurredAt()).isEqualTo(Instant.parse("2026-11-22T10:15:30Z"));
        assertThat(receipt.report().getState()).isEqualTo(expected);
        assertThat(receipt.report().getReason()).isEqualTo(expectedReason);
        assertThat(receipt.report().getProviderDetail()).isEqualTo(detail);
        assertThat(receipt.report().getNotificationId()).isEqualTo(Requests.ID);
        assertThat(server.list("responses")).isEmpty();
    }

    @Test
    void keepsAResponseUntilItsReceiptIsDurable() throws Exception {
        // Given
        server.write("responses/" + ID + ".accepted.json", json(ID, "accepted", null));
        sink.durable = false;

        // When
        responses.look();

        // Then
        assertThat(server.list("responses")).containsExactly(ID + ".accepted.json");

        // When Kafka is back
        sink.durable = true;
        responses.look();

        // Then
        assertThat(sink.receipts).hasSize(1);
        assertThat(server.list("responses")).isEmpty();
    }

    @Test
    void tellsWhatHappenedToALetterInItsOrder() throws Exception {
        // Given
        for (String state : List.of("returned", "despatched", "printed", "accepted")) {
            server.write("responses/" + ID + "." + state + ".json", json(ID, state, null));
        }

        // When
        responses.look();

        // Then
        assertThat(sink.receipts).extracting(receipt -> receipt.report().getProviderDetail()).containsExactly(
                "accepted",
                "printed", "despatched", "returned");
    }

    @Test
    void leavesWhatIsNotOfTheAgreedForm() throws Exception {
        // Given
        String other = "11111111-1111-5111-8111-111111111111";
        server.write("responses/" + ID + ".accepted.json", "not JSON");
        server.write("responses/" + ID + ".printed.json", json(other, "printed", null));
        server.write("responses/" + ID + ".despatched.json", json(ID, "accepted", null));
        server.write("responses/" + ID + ".rejected.json", json(ID, "rejected", null).replace("T10:15:30Z", ""));
        server.write("responses/" + ID + ".returned.json.part", json(ID, "returned", null));
        server.write("responses/notes.txt", "for the post room");

        // When
        responses.look();
        responses.look();

        // Then
        assertThat(sink.receipts).isEmpty();
        assertThat(server.list("responses")).hasSize(6);
        assertThat(meters.counter("postroom.letter.responses.unreadable").count()).isEqualTo(4);
    }

    @Test
    void goesOnLookingUntilItIsStopped() throws Exception {
        // Given
        responses.start();
        server.cut();

        // When
        server.write("responses/" + ID + ".accepted.json.part", json(ID, "accepted", null));
        Files.move(folder.resolve("responses/" + ID + ".accepted.json.part"),
                folder.resolve("responses/" + ID + ".accepted.json"));

        // Then
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(sink.receipts).isNotEmpty());
        responses.stop();
        server.write("responses/" + ID + ".printed.json", json(ID, "printed", null));
        assertThat(server.list("responses")).contains(ID + ".printed.json");
    }

    private static String json(String id, String state, String reason) {
        return "{\"version\":1,\"id\":\"" + id + "\",\"state\":\"" + state + "\",\"at\":\"2026-11-22T10:15:30Z\","
                + (reason == null ? "" : "\"reason\":\"" + reason + "\",") + "\"later\":{\"unknown\":true}}";
    }

    private record Receipt(String provider, String reference, Instant occurredAt, DeliveryReport report) {}

    @Test
    void lettersOnceStayedSentForEverBecauseOneLookFailedUnchecked() throws Exception {
        // Given
        server.write("responses/" + ID + ".despatched.json", json(ID, "despatched", null));
        sink.failsUncheckedOnce.set(true);

        // When
        responses.start();

        // Then
        await().untilAsserted(() -> assertThat(sink.receipts).hasSize(1));
    }

    private static final class FakeSink implements ReceiptSink {
        private final List<Receipt> receipts = new CopyOnWriteArrayList<>();
        private final AtomicBoolean failsUncheckedOnce = new AtomicBoolean();
        private volatile boolean durable = true;

        @Override
        public void publish(String provider, String reference, Instant occurredAt, DeliveryReport report)
                throws NotDurableException {
            if (failsUncheckedOnce.getAndSet(false)) {
                throw new IllegalStateException("As sshd's directory listing does when a file goes half-way.");
            }
            if (!durable) {
                throw new NotDurableException("Kafka is away.");
            }
            receipts.add(new Receipt(provider, reference, occurredAt, report));
        }
    }
}
