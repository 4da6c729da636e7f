package io.postroom.staffweb;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.schemas.Names;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.ControlAction;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.Decision;
import io.postroom.schemas.v1.DecisionOutcome;
import io.postroom.schemas.v1.Language;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.RecipientVerdict;
import io.postroom.schemas.v1.RuleVerdict;
import io.postroom.schemas.v1.ScopeTarget;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.schemas.v1.Suppression;
import io.postroom.staffweb.RunningStaffWeb.Platform;
import io.postroom.staffweb.readmodel.Step;
import io.postroom.staffweb.readmodel.Told;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever stands in a field, it is shown and does nothing. */
@ExtendWith(RunningStaffWeb.class)
class AttackTest {
    private static final String SERVICE = "drivers-medical";
    private static final Names.Topics TOPICS = Names.Topics.DEFAULT;

    private final Platform platform;
    private final Visitor everything;

    AttackTest(Platform platform) {
        this.platform = platform;
        this.everything = new Visitor(platform, "*:viewer", "*:sender", "*:approver", "*:administrator");
    }

    /** Different in each field, so that a page that leaves one as it is says which. */
    private static String attack(String field) {
        return "\"'><script>alert('" + field + "')</script><img src=x onerror=alert(1)> ${7*7} [[${7*7}]] __" + field;
    }

    private static void assertHarmless(String page) {
        assertThat(page).doesNotContain("<script>alert").doesNotContain("<img src=x").doesNotContain("&amp;lt;script")
                .doesNotContain(" 49 ");
        assertThat(page.replaceAll("(?s)<script (type=\"module\" )?src=\"/own/[a-z]+\\.js\"></script>", ""))
                .as("no script that is not a file of ours").doesNotContain("<script").doesNotContain("javascript:");
        assertThat(page).as("nothing inline, which the policy would refuse").doesNotContainPattern("\\son[a-z]+=\"")
                .doesNotContain("style=\"");
    }

    @Test
    void what_systems_and_providers_say_of_a_message_is_shown_as_text() throws Exception {
        // Given
        UUID id = UUID.randomUUID();
        String reference = attack("case") + id;
        NotificationIdentity identity = NotificationIdentity.newBuilder().setNotificationId(id).setCaseKey("case-key")
                .setCaseReference(reference).setService(SERVICE).setChannel(Channel.SMS).setLanguage(Language.EN)
                .setEventId(attack("event") + id).setEventSource(attack("source")).setEventType(attack("type"))
                .setEventTime(Told.START).setRuleId(attack("rule")).setRulesVersion("1")
                .setTemplateId(attack("template")).setTemplateHash("abc").setRecipientRole(attack("role"))
                .setRecipientReference(attack("person")).setRecipientKey("key-" + id)
                .setCreatedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS)).build();
        RecipientVerdict none = RecipientVerdict.newBuilder().setRecipientRole(attack("role"))
                .setChannel(Channel.SMS).setOutcome(DecisionOutcome.FAILED).setReason(StatusReason.INVALID_ADDRESS)
                .setDetail(attack("verdict")).build();
        Decision decision = Decision.newBuilder().setEventId(identity.getEventId())
                .setEventSource(identity.getEventSource()).setEventType(identity.getEventType())
                .setEventTime(Told.START).setService(SERVICE).setCaseReference(reference)
                .setOutcome(DecisionOutcome.FAILED)
                .setVerdicts(List.of(RuleVerdict.newBuilder().setRuleId(attack("rule"))
                        .setOutcome(DecisionOutcome.FAILED).setRecipients(List.of(none)).build()))
                .setDecidedAt(Told.START).build();

        // When
        Visitor.tell(platform, TOPICS.decision(), decision);
        Visitor.tell(platform, TOPICS.status(), Told.status(identity, Told.step(NotificationState.CREATED, 0)));
        Visitor.tell(platform, TOPICS.status(), Told.status(identity, new Step(NotificationState.FAILED,
                Told.START.plusSeconds(1), 1, StatusReason.CONTENT_REFUSED, attack("provider"), attack("detail"))));
        Visitor.awaitSteps(platform, id, 2);

        // Then
        String results = everything.lookUp(reference);
        assertThat(results).contains("__case").contains("__role").contains("__rule").contains("__template");
        assertHarmless(results);
        String story = everything.page("/notifications/" + id);
        assertThat(story).contains("__provider").contains("__detail").contains("__type").contains("__case");
        assertHarmless(story);
        for (String path : List.of("/", "/audit", "/notifications/" + id + "/resend")) {
            assertHarmless(everything.page(path));
        }
    }

    @Test
    void what_staff_type_is_shown_as_text_wherever_it_comes_back() throws Exception {
        // Given
        UUID id = UUID.randomUUID();
        NotificationIdentity identity = Told.identity(id, "student-finance", "SF-" + id, "key-" + id);
        Visitor.tell(platform, TOPICS.status(), Told.status(identity, Told.step(NotificationState.CREATED, 0)));
        Visitor.awaitSteps(platform, id, 1);
        String message = "/notifications/" + id;

        // When
        String draft = everything.submit("/send", "service=student-finance", "template=evidence-receipt",
                "channel=email").split("/")[2];
        String recipient = everything.refused("/send/" + draft + "/recipient", "answer=" + attack("recipient"));
        everything.submit("/send/" + draft + "/recipient", "answer=sam@example.com");
        everything.submit("/send/" + draft + "/case", "answer=" + attack("reference"));
        int values = 0;
        while (everything.status("/send/" + draft + "/value-" + (values + 1)) == 200) {
            values++;
            everything.submit("/send/" + draft + "/value-" + values, "answer=" + attack("value" + values));
        }
        String time = everything.refused("/send/" + draft + "/time", "answer=later", "day=" + attack("day"),
                "clock=" + attack("clock"));
        everything.submit("/send/" + draft + "/time", "answer=now");
        everything.submit(message + "/cancel", "reason=" + attack("reason"));

        // Then
        assertThat(values).isPositive();
        assertThat(recipient).contains("__recipient");
        assertThat(everything.page(message)).contains("__reason");
        String check = everything.page("/send/" + draft + "/check");
        assertThat(check).contains("__reference").contains("__value1");
        String frame = everything.page("/send/" + draft + "/email");
        assertThat(frame).contains("__value1").doesNotContain("<script>alert").doesNotContain("<img src=x");
        for (String page : List.of(recipient, time, check, everything.page("/send/" + draft + "/value-1"),
                everything.page(message), everything.lookUp(attack("known")), everything.page("/look-up"),
                everything.page("/send?template=" + java.net.URLEncoder.encode("x", "UTF-8")),
                everything.refused("/brakes/pull", "service=student-finance", "part=" + attack("part"),
                        "batch=" + attack("batch"), "rule=" + attack("rule"), "reason=" + attack("why")),
                everything.refused("/brakes/pull", "service=student-finance", "part=all",
                        "rule=" + attack("rule"), "reason=" + attack("why")))) {
            assertHarmless(page);
        }
    }

    @Test
    void what_others_put_on_the_topics_of_brakes_and_addresses_is_shown_as_text() throws Exception {
        // Given
        UUID stop = UUID.randomUUID();
        String key = "key-" + stop;
        Visitor.tell(platform, TOPICS.control(), ControlCommand.newBuilder().setCommandId(stop)
                .setAction(ControlAction.STOP)
                .setTarget(ScopeTarget.newBuilder().setService(SERVICE).setRuleId(attack("rule")).build())
                .setReason(StatusReason.STOPPED).setIssuedBy(attack("issuer"))
                .setIssuedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS)).build());
        Visitor.tell(platform, TOPICS.suppression(), Suppression.newBuilder().setRecipientKey(key)
                .setChannel(Channel.SMS).setReason(StatusReason.UNKNOWN_RECIPIENT).setEvidence(attack("evidence"))
                .setSince(Told.START).build());

        // When
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(everything.page("/brakes")).contains("__issuer").contains("__rule");
            assertThat(everything.status("/addresses/" + key + "/release")).isEqualTo(200);
        });

        // Then
        assertHarmless(everything.page("/brakes"));
        assertHarmless(everything.page("/brakes/" + stop + "/release"));
        String address = everything.page("/addresses/" + key + "/release");
        assertThat(address).contains("__evidence");
        assertHarmless(address);
    }
}
