package io.postroom.staffweb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.postroom.content.recipient.PhoneNumber;
import io.postroom.content.recipient.PhoneNumberOptions;
import io.postroom.rules.decision.Address;
import io.postroom.rules.identity.NotificationIds;
import io.postroom.schemas.Names;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.ControlAction;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.DecisionOutcome;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.NotificationTarget;
import io.postroom.schemas.v1.ScopeTarget;
import io.postroom.schemas.v1.SendRequest;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.schemas.v1.Suppression;
import io.postroom.staffweb.RunningStaffWeb.Platform;
import io.postroom.staffweb.readmodel.BlindIndex;
import io.postroom.staffweb.readmodel.Step;
import io.postroom.staffweb.readmodel.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What staff do about messages, addresses and brakes, to the topics and back. */
@ExtendWith(RunningStaffWeb.class)
class InterventionsTest {
    private static final Names.Topics TOPICS = Names.Topics.DEFAULT;

    private final Platform platform;
    private final Visitor sender;
    private final Visitor administrator;

    InterventionsTest(Platform platform) {
        this.platform = platform;
        this.sender = new Visitor(platform, "student-finance:sender");
        this.administrator = new Visitor(platform, "student-finance:administrator");
    }

    @Test
    void what_waits_is_cancelled_with_a_reason_and_the_answer_is_definite() throws Exception {
        // Given
        NotificationIdentity identity = message(Told.step(NotificationState.CREATED, 0));
        String path = "/notifications/" + identity.getNotificationId();

        // When: without a reason nothing is done
        assertThat(sender.page(path)).contains(path + "/cancel");
        assertThat(sender.page(path + "/cancel")).contains("Cancel this message");
        assertThat(sender.refused(path + "/cancel", "reason= ")).contains("Enter a reason").contains("<title>Error: ");
        assertThat(sender.refused(path + "/cancel", "reason=" + "x".repeat(501))).contains("500 characters or fewer")
                .contains("x".repeat(501));
        String next = sender.submit(path + "/cancel", "reason=Sent to the wrong person");

        // Then
        assertThat(next).isEqualTo(path);
        assertThat(sender.page(path)).contains("You asked to cancel this message").contains("data-follow")
                .contains("Sam Staff asked to cancel it").contains("Reason given: Sent to the wrong person")
                .doesNotContain(path + "/cancel");
        var command = Visitor.published(platform, TOPICS.control(), ControlCommand.class, 1,
                one -> one.getTarget() instanceof NotificationTarget target
                        && target.getNotificationIds().contains(identity.getNotificationId()));
        assertThat(command).singleElement().satisfies(entry -> {
            assertThat(entry.getKey()).isEqualTo("case-key");
            assertThat(entry.getValue().getAction()).isEqualTo(ControlAction.CANCEL);
            assertThat(entry.getValue().getReason()).isEqualTo(StatusReason.CANCELLED_BY_PERSON);
            assertThat(entry.getValue().getIssuedBy()).isEqualTo("staff-7");
        });

        // When: ingest or a worker says that it was in time
        tell(identity, Told.step(NotificationState.CANCELLED, 5));
        Visitor.awaitSteps(platform, identity.getNotificationId(), 2);

        // Then
        assertThat(sender.page(path)).contains("It was taken back before it was handed over")
                .doesNotContain("data-follow");
        assertThat(administrator.page("/audit")).contains("Asked to cancel a message")
                .contains(identity.getNotificationId().toString()).doesNotContain("wrong person");
    }

    @Test
    void a_cancellation_that_came_too_late_is_told_so() throws Exception {
        // Given
        NotificationIdentity identity = message(Told.step(NotificationState.SENDING, 1));
        String path = "/notifications/" + identity.getNotificationId();

        // When
        sender.submit(path + "/cancel", "reason=Wrong person");
        tell(identity, Told.byProvider(NotificationState.SENT, 2, null));
        Visitor.awaitSteps(platform, identity.getNotificationId(), 2);

        // Then
        assertThat(sender.page(path)).contains("Too late").contains("It had been handed over");
        assertThat(sender.submit(path + "/cancel", "reason=again")).isEqualTo(path);
        assertThat(sender.page(path)).contains("could not be cancelled any more");
    }

    @Test
    void an_unknown_outcome_is_decided_once_with_what_somebody_knows() throws Exception {
        // Given
        NotificationIdentity identity = message(Told.step(NotificationState.SENDING, 1),
                new Step(NotificationState.UNKNOWN, Told.START.plusSeconds(2), 1, StatusReason.OUTCOME_UNKNOWN, "print",
                        null));
        String path = "/notifications/" + identity.getNotificationId();

        // When
        assertThat(sender.refused(path + "/decide", "reason=They said so")).contains("Select what you know")
                .contains("They said so");
        assertThat(sender.refused(path + "/decide", "outcome=arrived")).contains("Enter a reason");
        sender.submit(path + "/decide", "outcome=not-arrived", "reason=The print house never had it");
        sender.submit(path + "/decide", "outcome=arrived", "reason=A second opinion");

        // Then
        var told = Visitor.published(platform, TOPICS.status(), NotificationStatus.class, 3,
                status -> status.getIdentity().getNotificationId().equals(identity.getNotificationId()));
        assertThat(told).extracting(entry -> entry.getValue().getState()).containsExactly(NotificationState.SENDING,
                NotificationState.UNKNOWN, NotificationState.FAILED);
        assertThat(told.getLast().getKey()).isEqualTo("case-key");
        assertThat(told.getLast().getValue().getIdentity()).isEqualTo(identity);
        Visitor.awaitSteps(platform, identity.getNotificationId(), 3);
        assertThat(sender.page(path)).contains("Sam Staff said that it was not sent")
                .contains("The print house never had it").contains("It was not delivered").contains(path + "/resend")
                .doesNotContain("A second opinion");
    }

    @Test
    void a_message_is_sent_again_as_a_new_one_with_a_reason_and_the_two_know_each_other() throws Exception {
        // Given
        NotificationIdentity identity = message(Told.step(NotificationState.CREATED, 0),
                Told.byProvider(NotificationState.FAILED, 3, StatusReason.UNKNOWN_RECIPIENT));
        String old = "/notifications/" + identity.getNotificationId();

        // When
        assertThat(sender.refused(old + "/resend", "reason=")).contains("Enter a reason");
        String draft = sender.submit(old + "/resend", "reason=They gave another number").split("/")[2];
        sender.submit("/send/" + draft + "/recipient", "answer=07700 900456");
        for (int i = 1; i <= 3; i++) {
            sender.submit("/send/" + draft + "/value-" + i, "answer=value");
        }
        sender.submit("/send/" + draft + "/time", "answer=now");
        assertThat(sender.page("/send/" + draft + "/check")).contains("This stands in for the message")
                .contains(identity.getNotificationId().toString()).contains(identity.getCaseReference());
        sender.submit("/send/" + draft + "/check");

        // Then
        UUID made = NotificationIds.forSend(UUID.fromString(draft), null, io.postroom.content.Channel.SMS);
        assertThat(sender.page(old)).contains("Sam Staff sent it again as a new message")
                .contains("They gave another number").contains("/notifications/" + made);
        var sent = Visitor.published(platform, TOPICS.send(), SendRequest.class, 1,
                request -> request.getSendId().toString().equals(draft));
        assertThat(sent.getFirst().getValue().getCaseReference()).isEqualTo(identity.getCaseReference());
        assertThat(sent.getFirst().getValue().getSendAt()).isNull();
        tell(NotificationIdentity.newBuilder(identity).setNotificationId(made).setRuleId(null).build(),
                Told.step(NotificationState.CREATED, 9));
        Visitor.awaitSteps(platform, made, 1);
        assertThat(sender.page("/notifications/" + made)).contains("Sam Staff sent it in place of another message")
                .contains(old);
        assertThat(administrator.page("/audit")).contains("Sent a message again");
    }

    @Test
    void a_message_goes_at_the_time_of_ones_choice_and_what_was_typed_wrong_stays() throws Exception {
        // Given
        String draft = sender.submit("/send", "service=student-finance", "template=evidence-receipt", "channel=sms")
                .split("/")[2];
        sender.submit("/send/" + draft + "/recipient", "answer=07700 900456");
        for (int i = 1; i <= 3; i++) {
            sender.submit("/send/" + draft + "/value-" + i, "answer=value");
        }
        String time = "/send/" + draft + "/time";
        int year = java.time.Year.now(java.time.ZoneOffset.UTC).getValue() + 1;
        Instant expected = java.time.ZonedDateTime.of(year, 1, 2, 14, 30, 0, 0, java.time.ZoneId.of("Europe/London"))
                .toInstant();

        // When
        assertThat(sender.refused(time)).contains("Select when it should be sent");
        assertThat(sender.refused(time, "answer=later", "day=31", "month=2", "year=" + year, "clock=14:30"))
                .contains("Enter a real date").contains("value=\"31\"").contains("value=\"14:30\"");
        assertThat(sender.refused(time, "answer=later", "day=1", "month=2", "year=2020", "clock=14:30"))
                .contains("must be in the future");
        sender.submit(time, "answer=later", "day=2", "month=1", "year=" + year, "clock=2:30pm");
        assertThat(sender.page("/send/" + draft + "/check")).contains("2 January " + year + ", 14:30")
                .contains("Send at that time");
        String sent = sender.submit("/send/" + draft + "/check");

        // Then
        assertThat(sender.page(sent)).contains("Your message will be sent at its time");
        var request = Visitor.published(platform, TOPICS.send(), SendRequest.class, 1,
                one -> one.getSendId().toString().equals(draft));
        assertThat(request.getFirst().getValue().getSendAt()).isEqualTo(expected);
    }

    @Test
    void an_address_that_failed_for_good_is_found_by_itself_and_released_with_a_reason() throws Exception {
        // Given
        String mobile = "07700 900789";
        String key = platform.context().getBean(BlindIndex.class).ofRecipient(new Address.Phone(
                PhoneNumber.parse(mobile, new PhoneNumberOptions(true, false)).orElseThrow()));
        Suppression held = Suppression.newBuilder().setRecipientKey(key).setChannel(Channel.SMS)
                .setReason(StatusReason.UNKNOWN_RECIPIENT).setEvidence("code 1").setNotificationId(UUID.randomUUID())
                .setSince(Told.START).build();
        Visitor.tell(platform, TOPICS.suppression(), held);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(administrator.lookUp(mobile))
                .contains("this address has not been written to since").contains("/addresses/" + key));
        assertThat(sender.lookUp(mobile)).contains("An administrator can release it").doesNotContain("/addresses/");
        String path = "/addresses/" + key + "/release";

        // When
        assertThat(administrator.page(path)).contains("code 1").doesNotContain(mobile);
        assertThat(administrator.refused(path, "reason=")).contains("Enter a reason");
        assertThat(administrator.submit(path, "reason=The number is theirs again")).isEqualTo("/look-up/results");

        // Then
        assertThat(administrator.page("/look-up/results")).contains("The address is released");
        var released = Visitor.published(platform, TOPICS.suppression(), Suppression.class, 1,
                one -> one.getRecipientKey().equals(key) && one.getReleasedBy() != null);
        assertThat(released.getFirst().getKey()).isEqualTo(key);
        Suppression entry = released.getFirst().getValue();
        assertThat(entry.getReleasedBy()).isEqualTo("staff-7");
        assertThat(Suppression.newBuilder(entry).setReleasedBy(null).setReleasedAt(null).build()).isEqualTo(held);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(administrator.status(path))
                .isEqualTo(404));
        assertThat(administrator.page("/audit")).contains("Released an address").contains(key)
                .doesNotContain("theirs again");
    }

    @Test
    void a_brake_is_pulled_after_a_check_listed_with_who_and_why_and_released_in_one_of_two_ways() throws Exception {
        // Given
        Visitor viewer = new Visitor(platform, "mot-reminders:viewer");
        Visitor stopper = new Visitor(platform, "mot-reminders:sender");
        Visitor approver = new Visitor(platform, "mot-reminders:approver");
        String form = stopper.page("/brakes/pull");
        assertThat(form).contains("Mot reminders").contains("Those of one rule");
        String rule = form.replaceAll("(?s).*<select[^>]*id=\"rule\".*?<option value=\"([^\"]+)\".*", "$1");

        // When
        assertThat(stopper.refused("/brakes/pull", "service=mot-reminders", "part=rule", "rule=no-such", "reason="))
                .contains("Select a rule").contains("Enter a reason");
        assertThat(stopper.refused("/brakes/pull", "service=mot-reminders", "part=batch", "batch=12", "reason=why"))
                .contains("Enter a batch number").contains("value=\"12\"").contains("why");
        assertThat(stopper.refused("/brakes/pull", "service=mot-reminders", "part=rule", "rule=" + rule,
                "reason=Wrong date in it")).contains("Check before you stop these messages").contains("Rule " + rule);
        assertThat(stopper.submit("/brakes/pull", "service=mot-reminders", "part=rule", "rule=" + rule,
                "reason=Wrong date in it", "sure=true")).isEqualTo("/brakes");

        // Then
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(viewer.page("/brakes"))
                .contains("Rule " + rule).contains("Sam Staff").contains("Wrong date in it")
                .doesNotContain("/release"));
        assertThat(new Visitor(platform, "student-finance:viewer").page("/brakes")).doesNotContain("Wrong date in it");
        String release = approver.page("/brakes").replaceAll("(?s).*href=\"(/brakes/[^\"]+/release)\".*", "$1");
        assertThat(new Visitor(platform, "student-finance:approver").status(release)).isEqualTo(404);

        // When
        assertThat(approver.refused(release, "reason=Mended")).contains("Select what should become of what waits");
        assertThat(approver.submit(release, "waiting=cancel", "reason=Mended")).isEqualTo("/brakes");

        // Then
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(viewer.page("/brakes"))
                .contains("Nothing of your services is stopped"));
        var commands = Visitor.published(platform, TOPICS.control(), ControlCommand.class, 3,
                one -> one.getTarget() instanceof ScopeTarget target && target.getService().equals("mot-reminders"));
        assertThat(commands).extracting(Map.Entry::getKey).containsOnly("mot-reminders");
        assertThat(commands).extracting(entry -> entry.getValue().getAction()).containsExactly(ControlAction.STOP,
                ControlAction.CANCEL, ControlAction.RELEASE);
        assertThat(commands).extracting(entry -> ((ScopeTarget) entry.getValue().getTarget()).getRuleId())
                .containsOnly(rule);
        assertThat(new Visitor(platform, "mot-reminders:administrator").page("/audit")).contains("Stopped messages")
                .contains("Cancelled what a brake held").contains("Released a brake");
    }

    @Test
    void what_is_found_by_the_reference_of_a_person_and_by_a_batch_whose_rows_are_named_as_ingest_names_them()
            throws Exception {
        // Given: a row with a message, and one that had none
        UUID batch = UUID.randomUUID();
        NotificationIdentity of = row(batch, 3).setRecipientReference("Customer 77 " + batch).build();
        tell(of, Told.step(NotificationState.CREATED, 0));
        Visitor.tell(platform, TOPICS.decision(), Told.decision(row(batch, 4).build(), DecisionOutcome.FAILED,
                StatusReason.NO_TEMPLATE, null));
        Visitor.awaitSteps(platform, of.getNotificationId(), 1);

        for (String known : List.of("customer 77" + batch, batch.toString().toUpperCase(java.util.Locale.ROOT),
                batch + "/3")) {
            // When
            String found = sender.lookUp(known);

            // Then
            assertThat(found).as(known).contains("/notifications/" + of.getNotificationId());
            assertThat(new Visitor(platform, "mot-reminders:viewer").lookUp(known)).contains("Nothing is known");
        }
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(sender.lookUp(batch.toString()))
                .contains("/notifications/" + of.getNotificationId()).contains("evidence-receipt")
                .contains("Why something was not sent"));
    }

    private static NotificationIdentity.Builder row(UUID batch, int row) {
        return NotificationIdentity.newBuilder(identity()).setEventSource(Names.SEND_SOURCE)
                .setEventId(batch + "/" + row).setBatchRow(row).setRuleId(null);
    }

    @Test
    void another_services_messages_and_brakes_are_not_there_to_be_acted_upon() throws Exception {
        // Given
        NotificationIdentity identity = message(Told.step(NotificationState.CREATED, 0));
        Visitor other = new Visitor(platform, "mot-reminders:sender", "mot-reminders:approver",
                "student-finance:viewer");

        for (String act : List.of("cancel", "decide", "resend")) {
            // When
            int status = other.status("/notifications/" + identity.getNotificationId() + "/" + act);

            // Then
            assertThat(status).as(act).isEqualTo(404);
        }
        assertThat(other.status("/brakes/pull?service=student-finance")).isEqualTo(404);
        assertThat(other.page("/notifications/" + identity.getNotificationId())).doesNotContain("What you can do");
    }

    @Test
    void a_nul_in_what_a_sender_or_a_provider_says_and_a_record_no_table_can_hold_stop_nothing_behind_them()
            throws Exception {
        // Given
        UUID mark = UUID.randomUUID();
        NotificationIdentity withNul = NotificationIdentity.newBuilder(identity())
                .setCaseReference("SF\u0000 nul " + mark).setEventId("event\u0000" + mark).build();
        NotificationIdentity unusable = NotificationIdentity.newBuilder(identity())
                .setEventId(Stream.generate(UUID::randomUUID).limit(300).map(UUID::toString)
                        .collect(Collectors.joining()))
                .build();
        NotificationIdentity noMoment = identity();

        // When
        tell(withNul, new Step(NotificationState.FAILED, Told.START, 1, StatusReason.UNKNOWN_RECIPIENT, "firetext",
                "code\u0000 7"));
        tell(unusable, Told.step(NotificationState.CREATED, 0));
        tell(noMoment, new Step(NotificationState.CREATED, Instant.ofEpochMilli(Long.MAX_VALUE), 0, null, null, null));
        NotificationIdentity behind = message(Told.step(NotificationState.CREATED, 0));

        // Then
        Visitor.awaitSteps(platform, withNul.getNotificationId(), 1);
        assertThat(sender.lookUp("sfnul" + mark)).contains("/notifications/" + withNul.getNotificationId());
        assertThat(sender.lookUp("sf\u0000nul" + mark)).contains("/notifications/" + withNul.getNotificationId());
        assertThat(sender.status("/notifications/" + behind.getNotificationId())).isEqualTo(200);
        assertThat(sender.status("/notifications/" + unusable.getNotificationId())).isEqualTo(404);
        assertThat(sender.status("/notifications/" + noMoment.getNotificationId())).isEqualTo(404);
        assertThat(platform.context().getBean(MeterRegistry.class)
                .counter("postroom.staff.passed.over", "reason", "refused").count()).isEqualTo(2);
    }

    private NotificationIdentity message(Step... steps) {
        NotificationIdentity identity = identity();
        for (Step step : steps) {
            tell(identity, step);
        }
        Visitor.awaitSteps(platform, identity.getNotificationId(), steps.length);
        return identity;
    }

    private static NotificationIdentity identity() {
        UUID id = UUID.randomUUID();
        return Told.identity(id, "student-finance", "SF-" + id, "recipient-" + id);
    }

    private void tell(NotificationIdentity identity, Step step) {
        Visitor.tell(platform, TOPICS.status(), Told.status(identity, step));
    }
}
