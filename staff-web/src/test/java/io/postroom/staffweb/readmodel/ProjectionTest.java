package io.postroom.staffweb.readmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postroom.rules.identity.KeyHasher;
import io.postroom.schemas.Names;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.ControlAction;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.Decision;
import io.postroom.schemas.v1.DecisionOutcome;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.ScopeTarget;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.schemas.v1.Suppression;
import io.postroom.staffweb.TestDatabase;
import io.postroom.staffweb.access.Staff;
import io.postroom.staffweb.audit.AuditTrail;
import io.postroom.staffweb.audit.ReasonBook;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProjectionTest {
    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");
    private static final Duration KEPT = Duration.ofDays(90);

    private TestDatabase database;
    private JdbcTemplate jdbc;
    private Projection projection;

    @BeforeAll
    void start() {
        database = TestDatabase.start();
        jdbc = database.jdbc();
        projection = new Projection(jdbc, database.transactions(), index(), clock(NOW), KEPT);
    }

    @AfterAll
    void stop() {
        database.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.postroom.staffweb.readmodel.Courses#all")
    void the_tables_end_the_same_in_whichever_order_and_however_often_they_are_told(String name,
            NotificationState end, List<Step> steps) {
        // Given
        List<List<Step>> orders = Told.permutations(steps);
        List<NotificationIdentity> identities = orders.stream().map(order -> identity()).toList();

        // When: each poll brings one step of each, and the last one the first steps once more
        for (int poll = 0; poll <= steps.size(); poll++) {
            List<NotificationStatus> told = new ArrayList<>();
            for (int i = 0; i < orders.size(); i++) {
                told.add(Told.status(identities.get(i), orders.get(i).get(poll % steps.size())));
            }
            projection.take(heard(told, List.of()));
        }

        // Then
        List<UUID> ids = identities.stream().map(NotificationIdentity::getNotificationId).toList();
        assertThat(jdbc.queryForList("select distinct state from notification where id = any(?)", String.class,
                (Object) ids.toArray(UUID[]::new))).containsExactly(end.name());
        assertThat(jdbc.queryForObject("select count(*) from notification_step where notification_id = any(?)",
                Integer.class, (Object) ids.toArray(UUID[]::new))).isEqualTo(ids.size() * steps.size());
    }

    @Test
    void two_instances_that_take_the_same_notifications_at_once_lose_no_step() {
        // Given
        List<NotificationStatus> early = new ArrayList<>();
        List<NotificationStatus> late = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            NotificationIdentity identity = identity();
            early.add(Told.status(identity, Told.step(NotificationState.CREATED, 0)));
            late.add(Told.status(identity, Told.byProvider(NotificationState.SENT, 2, null)));
        }
        Collections.shuffle(late, new Random(7));

        // When
        CompletableFuture<Void> one = CompletableFuture.runAsync(() -> projection.take(heard(early, List.of())));
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> projection.take(heard(late, List.of())));
        CompletableFuture.allOf(one, other).join();

        // Then
        assertThat(jdbc.queryForObject("select count(*) from notification where state = 'SENT' and id = any(?)",
                Integer.class, (Object) early.stream().map(status -> status.getIdentity().getNotificationId())
                        .toArray(UUID[]::new)))
                .isEqualTo(200);
    }

    @Test
    void a_decision_that_comes_again_is_one_and_one_of_no_service_is_left_out() {
        // Given
        NotificationIdentity identity = identity();
        var decision = Told.decision(identity, DecisionOutcome.FAILED, StatusReason.INVALID_ADDRESS, null);
        var ofNobody = io.postroom.schemas.v1.Decision.newBuilder(decision).setService(null).build();

        // When
        projection.take(heard(List.of(), List.of(decision, ofNobody)));
        projection.take(heard(List.of(), List.of(decision)));

        // Then
        assertThat(jdbc.queryForList("""
            select v.reason from decision d join verdict v on v.decision_id = d.id where d.event_id = ?""",
                String.class, identity.getEventId())).containsExactly("INVALID_ADDRESS");
    }

    @Test
    void of_what_somebody_asked_for_a_decision_is_kept_only_where_the_message_does_not_say_the_same() {
        // Given
        NotificationIdentity sent = asked();
        NotificationIdentity failed = asked();
        NotificationIdentity ofAnEvent = identity();
        List<Decision> decisions = List.of(
                Told.decision(sent, DecisionOutcome.REQUESTED, null, sent.getNotificationId()),
                Told.decision(failed, DecisionOutcome.FAILED, StatusReason.NO_TEMPLATE, failed.getNotificationId()),
                Told.decision(ofAnEvent, DecisionOutcome.REQUESTED, null, ofAnEvent.getNotificationId()));

        // When
        projection.take(heard(List.of(), decisions));

        // Then
        for (String table : List.of("decision", "decision d join verdict v on v.decision_id = d.id")) {
            assertThat(jdbc.queryForList("select event_id from " + table + " where event_id = any(?)", String.class,
                    (Object) decisions.stream().map(Decision::getEventId).toArray(String[]::new)))
                    .containsExactlyInAnyOrder(failed.getEventId(), ofAnEvent.getEventId());
        }
    }

    private static NotificationIdentity asked() {
        return NotificationIdentity.newBuilder(identity()).setEventSource(Names.SEND_SOURCE).setRuleId(null).build();
    }

    @Test
    void a_notification_from_before_case_keys_were_kept_gets_its_own_with_its_next_step() {
        // Given
        NotificationIdentity identity = identity();
        NotificationStatus created = Told.status(identity, Told.step(NotificationState.CREATED, 0));
        projection.take(heard(List.of(created), List.of()));
        jdbc.update("update notification set case_key = null, rules_version = null where id = ?",
                identity.getNotificationId());

        // When: a step that changes nothing
        projection.take(heard(List.of(created), List.of()));

        // Then
        assertThat(jdbc.queryForMap("select case_key, rules_version, state from notification where id = ?",
                identity.getNotificationId())).containsEntry("case_key", identity.getCaseKey())
                .containsEntry("rules_version", identity.getRulesVersion()).containsEntry("state", "CREATED");
    }

    @Test
    void what_was_too_much_for_two_people_at_the_same_moment_is_two_decisions() {
        // Given
        NotificationIdentity identity = identity();
        UUID other = UUID.randomUUID();
        List<Decision> decisions = List.of(
                Told.decision(identity, DecisionOutcome.REQUESTED, null, identity.getNotificationId()),
                limited(identity, identity.getNotificationId()), limited(identity, other));

        // When
        projection.take(heard(List.of(), decisions));
        projection.take(heard(List.of(), decisions));

        // Then
        assertThat(jdbc.queryForList("""
            select v.notification_id from decision d join verdict v on v.decision_id = d.id
            where d.event_id = ? and v.reason = 'CAP_REACHED'""", UUID.class, identity.getEventId()))
                .containsExactlyInAnyOrder(identity.getNotificationId(), other);
    }

    private static Decision limited(NotificationIdentity identity, UUID notification) {
        return Decision.newBuilder(
                Told.decision(identity, DecisionOutcome.SUPPRESSED, StatusReason.CAP_REACHED, notification))
                .setReason(StatusReason.CAP_REACHED).build();
    }

    @Test
    void references_go_when_their_date_has_come_and_no_sooner() {
        // Given
        NotificationIdentity identity = identity();
        projection.take(heard(List.of(Told.status(identity, Told.step(NotificationState.CREATED, 0)),
                Told.status(identity, Told.byProvider(NotificationState.FAILED, 3, StatusReason.UNKNOWN_RECIPIENT))),
                List.of(Told.decision(identity, DecisionOutcome.REQUESTED, null, identity.getNotificationId()))));
        ReasonBook book = new ReasonBook(database.client(), clock(NOW), KEPT);
        book.add(UUID.randomUUID(), new Staff("staff-7", "Sam Staff", Map.of()), AuditTrail.Entry.SENT_IT_AGAIN,
                "student-finance", identity.getNotificationId(), null, "Ann Person has moved");

        // When
        new Redaction(database.client(), clock(NOW.plus(KEPT).minusSeconds(1))).run();
        List<String> before = references(identity);
        new Redaction(database.client(), clock(NOW.plus(KEPT))).run();
        List<String> after = references(identity);

        // Then
        assertThat(before).containsOnly("CASE 1").hasSize(2);
        assertThat(after).containsOnlyNulls().hasSize(2);
        assertThat(jdbc.queryForObject("select recipient_reference from notification where id = ?", String.class,
                identity.getNotificationId())).isNull();
        assertThat(jdbc.queryForList("select provider_detail from notification_step where notification_id = ?",
                String.class, identity.getNotificationId())).containsOnlyNulls().hasSize(2);
        assertThat(book.of(identity.getNotificationId())).singleElement().satisfies(deed -> {
            assertThat(deed.name()).as("the issuer's name of them").isEqualTo("staff-7");
            assertThat(deed.reason()).isNull();
        });
    }

    @Test
    void a_brake_holds_from_its_last_stop_to_a_release_of_the_same_whichever_is_read_first() {
        // Given
        BrakeTable brakes = new BrakeTable(jdbc, clock(NOW.plusSeconds(60)));
        ControlCommand stop = command("braked", ControlAction.STOP, 0);
        ControlCommand release = command("braked", ControlAction.RELEASE, 10);
        ControlCommand again = command("braked", ControlAction.STOP, 20);
        ControlCommand other = command("also-braked", ControlAction.RELEASE, 30);

        for (List<ControlCommand> read : Told.permutations(List.of(stop, release, again, other))) {
            // When
            jdbc.update("delete from brake");
            brakes.take(read);
            brakes.take(List.of(stop));

            // Then
            assertThat(brakes.pulled(List.of("braked", "also-braked"))).singleElement()
                    .isEqualTo(new BrakeTable.Pulled(again.getCommandId(),
                            new BrakeTable.Scope("braked", null, "evidence-receipt", null), NOW.plusSeconds(20),
                            "the command line", null));
            assertThat(brakes.pulled(List.of("also-braked"))).isEmpty();
            assertThat(brakes.find(again.getCommandId(), List.of("also-braked"))).isEmpty();
        }
        assertThat(new BrakeTable(jdbc, clock(NOW.plus(BrakeTable.HOLDS_FOR).plusSeconds(20)))
                .pulled(List.of("braked"))).as("workers have ended it").isEmpty();
    }

    @Test
    void an_address_is_held_until_it_is_released_or_its_time_is_over_or_its_entry_is_removed() {
        // Given
        SuppressionTable suppressions = new SuppressionTable(jdbc, clock(NOW));
        Suppression held = Suppression.newBuilder().setRecipientKey("held").setChannel(Channel.SMS)
                .setReason(StatusReason.UNKNOWN_RECIPIENT).setSince(NOW.minusSeconds(100)).build();
        Suppression over = Suppression.newBuilder(held).setRecipientKey("over").setUntil(NOW).build();
        Suppression removed = Suppression.newBuilder(held).setRecipientKey("removed").build();
        List<String> keys = List.of("held", "over", "removed");

        // When
        suppressions.take(List.of(held, over, removed));
        suppressions.forget(List.of("removed"));

        // Then
        assertThat(suppressions.held(keys)).extracting(SuppressionTable.Held::recipientKey).containsExactly("held");

        // When
        suppressions.take(List.of(Suppression.newBuilder(held).setReleasedBy("somebody").setReleasedAt(NOW).build()));
        suppressions.take(List.of(held));

        // Then
        assertThat(suppressions.held(keys)).as("what comes again changes nothing").isEmpty();
    }

    private static ControlCommand command(String service, ControlAction action, int seconds) {
        return ControlCommand.newBuilder().setCommandId(UUID.randomUUID()).setAction(action)
                .setTarget(ScopeTarget.newBuilder().setService(service).setTemplateId("evidence-receipt").build())
                .setReason(StatusReason.STOPPED).setIssuedBy("the command line").setIssuedAt(NOW.plusSeconds(seconds))
                .build();
    }

    @Test
    void the_audit_is_only_added_to() {
        // Given
        jdbc.update("insert into audit (at, who, act) values (now(), 'somebody', 'SENT_A_MESSAGE')");

        // Then
        for (String change : List.of("update audit set who = 'nobody'", "delete from audit", "truncate audit")) {
            assertThatThrownBy(() -> jdbc.execute(change)).hasMessageContaining("only added to");
        }
    }

    private static Heard heard(List<NotificationStatus> statuses, List<Decision> decisions) {
        return new Heard(statuses, decisions, List.of(), List.of(), List.of());
    }

    private List<String> references(NotificationIdentity identity) {
        List<String> found = new ArrayList<>(jdbc.queryForList(
                "select case_reference from notification where id = ?", String.class, identity.getNotificationId()));
        found.addAll(jdbc.queryForList("select case_reference from decision where event_id = ?", String.class,
                identity.getEventId()));
        return found;
    }

    private static NotificationIdentity identity() {
        return Told.identity(UUID.randomUUID(), "student-finance", "CASE 1", "key");
    }

    private static BlindIndex index() {
        return new BlindIndex(new KeyHasher("0123456789abcdef".getBytes(StandardCharsets.UTF_8)));
    }

    private static Clock clock(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }
}
