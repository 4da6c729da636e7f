package io.postroom.staffweb.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postroom.content.template.Template;
import io.postroom.rules.identity.KeyHasher;
import io.postroom.rules.identity.NotificationIds;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.SendRequest;
import io.postroom.staffweb.TestDatabase;
import io.postroom.staffweb.access.Role;
import io.postroom.staffweb.access.Staff;
import io.postroom.staffweb.audit.AuditTrail;
import io.postroom.staffweb.readmodel.BlindIndex;
import io.postroom.staffweb.send.Catalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Instances that die while they check or publish, on a real database: another one goes on, and each row is there once. */
@Tag("full")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InterruptionTest {
    private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");
    private static final int ROWS = 12_000;
    private static final Staff SENDER = new Staff("s", "Sam", Map.of("student-finance", Set.of(Role.SENDER)));

    private final Catalogue catalogue = Catalogue.load(Path.of("../examples").toAbsolutePath());
    private final List<SendRequest> published = new ArrayList<>();
    private final List<byte[]> commands = new ArrayList<>();
    private TestDatabase database;
    private Instant now = NOW;
    private int brokerTakes = Integer.MAX_VALUE;
    private @Nullable Template template = catalogue.template("student-finance", "evidence-receipt",
            io.postroom.content.Channel.SMS, io.postroom.content.Language.EN);
    private volatile Wait beforeSending = () -> {};
    private int checkEndsAfter = Integer.MAX_VALUE;
    private int checked;

    @BeforeAll
    void start() {
        database = TestDatabase.start();
    }

    @AfterAll
    void stop() {
        database.close();
    }

    private interface Wait {
        void await() throws InterruptedException;
    }

    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    };

    private final Publishing.Wire wire = new Publishing.Wire() {
        @Override
        public SendRequest read(byte[] request) {
            try {
                return SendRequest.fromByteBuffer(java.nio.ByteBuffer.wrap(request));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void send(List<SendRequest> requests) {
            try {
                beforeSending.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            for (SendRequest request : requests) {
                if (published.size() >= brokerTakes) {
                    throw new IllegalStateException("away");
                }
                published.add(request);
            }
        }

        @Override
        public byte[] write(ControlCommand command) {
            try {
                return command.toByteBuffer().array();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void control(String service, byte[] command) {
            commands.add(command);
        }
    };

    private CheckTable table() {
        return new CheckTable(database.jdbc(), database.transactions(), new RowTable(database.jdbc()), clock);
    }

    private Checking checking(CheckTable table) {
        return new Checking(table,
                wording -> catalogue.template(wording.service(), wording.template(), wording.channel(),
                        wording.language()),
                new BlindIndex(new KeyHasher("0123456789abcdef".getBytes(StandardCharsets.UTF_8))), request -> {
                    if (++checked > checkEndsAfter) {
                        throw new IllegalStateException("killed");
                    }
                    try {
                        return request.toByteBuffer().array();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private Decisions decisions() {
        return new Decisions(database.jdbc(), database.transactions(),
                new AuditTrail(database.client(), clock), clock, Duration.ofDays(90));
    }

    private Publishing publishing() {
        return new Publishing(database.jdbc(), database.transactions(), wire, wording -> template,
                clock);
    }

    private Batch find(UUID id) {
        return new BatchTable(database.client()).find(id, List.of("student-finance")).orElseThrow();
    }

    private UUID uploaded(int rows) {
        var template = catalogue.template("student-finance", "evidence-receipt", io.postroom.content.Channel.SMS,
                io.postroom.content.Language.EN);
        return decisions().take(SENDER, new Batch.Wording("student-finance", "evidence-receipt",
                io.postroom.content.Channel.SMS, io.postroom.content.Language.EN, template.contentHash()),
                new Upload.File("a.csv", Sheets.csv(rows).getBytes(StandardCharsets.UTF_8)));
    }

    private Batch checked(int rows) {
        UUID id = uploaded(rows);
        CheckTable table = table();
        checking(table).check(table.take().orElseThrow());
        return find(id);
    }

    private void send(Batch batch, Instant sendAt) {
        decisions().send(SENDER, batch,
                new Batch.Choice(false, false, batch.checked().good(), 1, sendAt, Batch.Person.of(SENDER), null),
                false);
    }

    @Test
    void a_check_that_dies_is_taken_over_and_its_late_writes_are_refused() {
        // Given
        UUID id = uploaded(ROWS);
        CheckTable dead = table();
        CheckTable.Taken taken = dead.take().orElseThrow();
        checked = 0;
        checkEndsAfter = 7_000;
        assertThatThrownBy(() -> checking(dead).check(taken)).hasMessage("killed");
        checkEndsAfter = Integer.MAX_VALUE;
        assertThat(find(id).checked().rows()).isBetween(2_500, 7_000);

        // When
        CheckTable other = table();
        assertThat(other.take()).as("it may still be alive").isEmpty();
        now = now.plus(CheckTable.LEASE).plusMillis(1);
        CheckTable.Taken again = other.take().orElseThrow();
        assertThatThrownBy(() -> dead.add(taken, List.of())).isInstanceOf(CheckTable.LostException.class);
        checking(other).check(again);

        // Then
        assertThat(find(id).state()).isEqualTo(BatchState.CHECKED);
        assertThat(find(id).checked().good()).isEqualTo(ROWS);
        assertThat(database.jdbc().queryForObject(
                "select count(distinct notification_id) from batch_row where batch_id = ?", Integer.class, id))
                .isEqualTo(ROWS);
        assertThat(database.jdbc().queryForObject("select file is null from batch where id = ?", Boolean.class, id))
                .isTrue();
        decisions().withdraw(SENDER, find(id));
    }

    @Test
    void what_the_broker_took_before_an_interruption_comes_again_with_the_same_ids_and_the_rest_once() {
        // Given
        Batch batch = checked(ROWS);
        send(batch, null);
        published.clear();

        // When: the broker goes away within the second piece
        brokerTakes = 7_000;
        assertThat(publishing().step()).isTrue();
        assertThatThrownBy(() -> publishing().step()).hasMessage("away");
        int noted = find(batch.id()).published();
        brokerTakes = Integer.MAX_VALUE;
        while (publishing().step()) {
            assertThat(find(batch.id()).published()).isGreaterThan(noted);
        }

        // Then
        assertThat(noted).isEqualTo(5_000);
        assertThat(find(batch.id()).state()).isEqualTo(BatchState.SENT);
        assertThat(find(batch.id()).published()).isEqualTo(ROWS);
        assertThat(published).hasSize(ROWS + 2_000);
        assertThat(published.stream().map(request -> NotificationIds.forSend(request.getSendId(),
                request.getBatchRow(), io.postroom.content.Channel.SMS)).distinct()).hasSize(ROWS);
    }

    @Test
    void a_stop_between_two_pieces_lets_nothing_more_out_and_takes_back_what_went() {
        // Given
        Batch batch = checked(ROWS);
        send(batch, null);
        published.clear();
        commands.clear();
        publishing().step();

        // When
        decisions().stop(SENDER, find(batch.id()));
        while (publishing().step()) {
            assertThat(published).hasSize(5_000);
        }

        // Then
        assertThat(published).hasSize(5_000);
        assertThat(find(batch.id()).state()).isEqualTo(BatchState.STOPPED);
        assertThat(commands).hasSize(1);
    }

    @Test
    void who_stops_does_not_wait_for_a_broker_that_is_away() throws Exception {
        // Given
        Batch batch = checked(3);
        send(batch, null);
        published.clear();
        commands.clear();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch back = new CountDownLatch(1);
        beforeSending = () -> {
            asked.countDown();
            back.await();
        };
        boolean stopped;
        try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
            others.submit(() -> publishing().step());
            asked.await();

            // When
            try {
                stopped = others.submit(() -> decisions().stop(SENDER, find(batch.id()))).get(20, TimeUnit.SECONDS);
            } finally {
                back.countDown();
            }
        }
        beforeSending = () -> {};
        while (publishing().step()) {
            assertThat(published).hasSize(3);
        }

        // Then
        assertThat(stopped).isTrue();
        assertThat(find(batch.id()).state()).isEqualTo(BatchState.STOPPED);
        assertThat(commands).hasSize(1);
    }

    @Test
    void a_template_that_is_changed_half_way_ends_what_was_approved_with_the_one_before() {
        // Given
        Batch batch = checked(ROWS);
        send(batch, null);
        published.clear();
        publishing().step();
        Template approved = template;

        // When
        template = catalogue.template("student-finance", "evidence-receipt", io.postroom.content.Channel.SMS,
                io.postroom.content.Language.CY);
        while (publishing().step()) {
            assertThat(published).hasSize(5_000);
        }
        template = approved;

        // Then
        assertThat(published).hasSize(5_000);
        assertThat(find(batch.id()).state()).isEqualTo(BatchState.STOPPED);
        assertThat(find(batch.id()).wordingChanged()).isTrue();
    }

    @Test
    void what_is_for_later_goes_out_shortly_before_and_names_its_time() {
        // Given
        Batch batch = checked(3);
        Instant at = now.plus(Duration.ofHours(1));
        send(batch, at);
        published.clear();

        // When
        boolean early = publishing().step();
        now = at.minus(Decisions.AHEAD);
        boolean due = publishing().step();

        // Then
        assertThat(early).isFalse();
        assertThat(due).isTrue();
        assertThat(published).extracting(SendRequest::getSendAt).containsOnly(at);
    }
}
