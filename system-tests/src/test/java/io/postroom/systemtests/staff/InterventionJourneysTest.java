package io.postroom.systemtests.staff;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.postroom.content.recipient.PhoneNumber;
import io.postroom.content.recipient.PhoneNumberOptions;
import io.postroom.local.event.Publisher;
import io.postroom.rules.decision.Address;
import io.postroom.rules.identity.KeyHasher;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.Language;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.schemas.v1.Suppression;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The journeys of staff who put something right: cancel, decide, send again, release an address, stop and let go. */
class InterventionJourneysTest extends Journey {
    private static final int SMALL = 320;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_waits_for_its_time_is_cancelled_and_the_answer_is_definite(boolean scripts) {
        try (BrowserContext context = context(scripts, 1024)) {
            // Given
            Page page = signIn(context, "Sam Sender");
            LocalDate day = LocalDate.now(java.time.ZoneOffset.UTC).plusDays(30);
            write(page, "07700 900123");
            page.getByLabel("At a time").check();
            page.getByLabel("Day").fill("41");
            page.getByLabel("Month").fill(Integer.toString(day.getMonthValue()));
            page.getByLabel("Year").fill(Integer.toString(day.getYear()));
            page.getByLabel("Time", new Page.GetByLabelOptions().setExact(true)).fill("14:30");
            go(page);
            look(page, "send-time-refused-" + scripts);
            assertThat(page.getByLabel("Day").inputValue()).isEqualTo("41");
            page.getByLabel("Day").fill(Integer.toString(day.getDayOfMonth()));
            go(page);
            page.getByRole(AriaRole.BUTTON, named("Send at that time")).click();
            String message = followed(page, "It waits");

            // When
            page.getByRole(AriaRole.LINK, named("Cancel this message")).click();
            look(page, "cancel-" + scripts);
            page.getByRole(AriaRole.BUTTON, named("Cancel this message")).click();
            look(page, "cancel-refused-" + scripts);
            page.getByLabel("Why is it cancelled?").fill("They have phoned meanwhile");
            page.getByRole(AriaRole.BUTTON, named("Cancel this message")).click();

            // Then
            sees(page, "You asked to cancel this message");
            if (scripts) {
                // The page asks again by itself.
                sees(page, "It was taken back before it was handed over");
            } else {
                await(page, message, "It was taken back before it was handed over");
            }
            look(page, "cancelled-" + scripts);
            assertThat(page.locator(".staff-timeline").innerText()).contains("Sam Sender asked to cancel it",
                    "They have phoned meanwhile", "It was cancelled");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_nobody_is_certain_of_is_decided_and_sent_again_as_a_new_message(boolean scripts) {
        try (BrowserContext context = context(scripts, 1024)) {
            // Given
            Page page = signIn(context, "Sam Sender");
            NotificationIdentity identity = uncertain(page);
            UUID id = identity.getNotificationId();
            look(page, "unknown-" + scripts);

            // When
            page.getByRole(AriaRole.LINK, named("Say what became of it")).click();
            look(page, "decide-" + scripts);
            page.getByRole(AriaRole.BUTTON, named("Save what became of it")).click();
            look(page, "decide-refused-" + scripts);
            page.getByLabel("It was not sent").check();
            page.getByLabel("How do you know?").fill("The provider has no record of it");
            page.getByRole(AriaRole.BUTTON, named("Save what became of it")).click();
            await(page, "notifications/" + id, "It was not delivered");
            page.getByRole(AriaRole.LINK, named("Send it again as a new message")).click();
            look(page, "resend-" + scripts);
            page.getByLabel("Why is it sent again?").fill("It never went");
            go(page);
            page.getByLabel("What is their phone number?").fill("07700 900123");
            go(page);
            assertThat(page.getByLabel("Which case is it about?").inputValue())
                    .isEqualTo(identity.getCaseReference());
            go(page);
            fillValues(page);
            now(page);
            page.getByRole(AriaRole.BUTTON, named("Send now")).click();
            followed(page, "It was delivered");

            // Then
            look(page, "resent-" + scripts);
            assertThat(page.locator(".staff-timeline").innerText())
                    .contains("Sam Sender sent it in place of another message", "It never went", id.toString());
        }
    }

    @Test
    void an_address_that_failed_for_good_is_released_with_the_keyboard_alone_and_on_a_small_screen() throws Exception {
        try (BrowserContext context = context(true, SMALL)) {
            // Given
            String mobile = "07700 900999";
            String key = new KeyHasher(Files.readString(platform().keySecretFile()).strip()
                    .getBytes(StandardCharsets.UTF_8)).recipientKey(io.postroom.content.Channel.SMS,
                            new Address.Phone(PhoneNumber.parse(mobile, new PhoneNumberOptions(true, false))
                                    .orElseThrow()).canonical());
            publish(platform().options().topics().suppression(), key, Suppression.newBuilder().setRecipientKey(key)
                    .setChannel(Channel.SMS).setReason(StatusReason.UNKNOWN_RECIPIENT).setEvidence("1")
                    .setSince(now()).build());
            Page page = signIn(context, "Ade Administrator");
            Keyboard keyboard = new Keyboard(page);

            // When
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
                open(page, "look-up");
                keyboard.type(mobile);
                keyboard.press("Look up");
                assertThat(page.content()).contains("this address has not been written to since");
            });
            look(page, "address-held");
            fits(page);
            keyboard.press("Release this address");
            look(page, "address-release");
            fits(page);
            keyboard.type("Why is it released?", "They have the number again");
            keyboard.press("Release this address");

            // Then
            sees(page, "The address is released");
            await(page, "look-up/results", "Nothing is known about this");
            open(page, "audit");
            assertThat(page.locator("table").innerText()).contains("Released an address").doesNotContain(mobile);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_template_is_stopped_and_what_waited_goes_when_it_is_released(boolean scripts) {
        try (BrowserContext senders = context(scripts, 1024); BrowserContext approvers = context(scripts, 1024)) {
            // Given
            Page page = signIn(senders, "Sam Sender");
            open(page, "brakes");
            page.getByRole(AriaRole.BUTTON, named("Stop messages")).click();
            look(page, "brake-service-" + scripts);
            page.getByLabel("Voter registration").check();
            go(page);
            look(page, "brake-pull-" + scripts);
            go(page);
            look(page, "brake-refused-" + scripts);
            page.getByLabel("Those of one template").check();
            page.getByLabel("Template", new Page.GetByLabelOptions().setExact(true))
                    .selectOption("application-receipt");
            page.getByLabel("Why are they stopped?").fill("It names the wrong council");
            go(page);
            look(page, "brake-check-" + scripts);
            page.getByRole(AriaRole.BUTTON, named("Stop these messages")).click();
            await(page, "brakes", "It names the wrong council");
            look(page, "brakes-" + scripts);

            // When
            write(page, "07700 900124");
            now(page);
            page.getByRole(AriaRole.BUTTON, named("Send now")).click();
            String message = followed(page, "The message was made");
            Page approver = signIn(approvers, "Anwen Approver");
            await(approver, message, "Somebody stopped these messages");
            assertThat(approver.content()).contains("It waits").doesNotContain("The provider took it");
            open(approver, "brakes");
            approver.getByRole(AriaRole.LINK, named("Release")).first().click();
            look(approver, "brake-release-" + scripts);
            approver.getByLabel("Send it").check();
            approver.getByLabel("Why is it released?").fill("The template is mended");
            approver.getByRole(AriaRole.BUTTON, named("Release")).click();

            // Then
            await(approver, message, "It was delivered");
            await(approver, "brakes", "Nothing of your services is stopped");
        }
    }

    @Test
    void messages_are_stopped_and_released_with_the_keyboard_alone_and_on_a_small_screen() {
        try (BrowserContext context = context(true, SMALL)) {
            // Given
            Page page = signIn(context, "Ade Administrator");
            open(page, "brakes");

            Keyboard keyboard = new Keyboard(page);

            // When
            keyboard.press("Stop messages");
            fits(page);
            keyboard.choose("Land registry");
            keyboard.press("Continue");
            fits(page);
            keyboard.choose("All messages of the service");
            keyboard.type("Why are they stopped?", "A drill");
            keyboard.press("Continue");
            fits(page);
            keyboard.press("Stop these messages");
            await(page, "brakes", "A drill");
            fits(page);
            keyboard.press("Release");
            fits(page);
            keyboard.choose("Send it");
            keyboard.type("Why is it released?", "The drill is over");
            keyboard.press("Release");

            // Then
            await(page, "brakes", "Nothing of your services is stopped");
        }
    }

    @Test
    void a_message_is_decided_sent_again_and_cancelled_with_the_keyboard_alone_and_on_a_small_screen() {
        try (BrowserContext context = context(true, SMALL)) {
            // Given
            Page page = signIn(context, "Sam Sender");
            Keyboard keyboard = new Keyboard(page);
            NotificationIdentity identity = uncertain(page);
            LocalDate day = LocalDate.now(java.time.ZoneOffset.UTC).plusDays(30);

            // When
            fits(page);
            keyboard.press("Say what became of it");
            fits(page);
            keyboard.choose("It was not sent");
            keyboard.type("How do you know?", "The provider has no record of it");
            keyboard.press("Save what became of it");
            await(page, "notifications/" + identity.getNotificationId(), "It was not delivered");
            keyboard.press("Send it again as a new message");
            fits(page);
            keyboard.type("Why is it sent again?", "It never went");
            keyboard.press("Continue");
            keyboard.type("What is their phone number?", "07700 900125");
            keyboard.press("Continue");
            keyboard.press("Continue");
            fillValues(keyboard, page);
            keyboard.choose("At a time");
            keyboard.type("Day", Integer.toString(day.getDayOfMonth()));
            keyboard.type("Month", Integer.toString(day.getMonthValue()));
            keyboard.type("Year", Integer.toString(day.getYear()));
            keyboard.type("Time", "14:30");
            fits(page);
            keyboard.press("Continue");
            fits(page);
            keyboard.press("Send at that time");
            followed(page, "It waits");
            keyboard.press("Cancel this message");
            fits(page);
            keyboard.type("Why is it cancelled?", "They have phoned meanwhile");
            keyboard.press("Cancel this message");

            // Then
            sees(page, "You asked to cancel this message");
            sees(page, "It was taken back before it was handed over");
            fits(page);
        }
    }

    @Test
    void who_signs_out_in_one_browser_is_signed_out_in_the_other() {
        try (BrowserContext one = context(true, 1024); BrowserContext other = context(true, 1024)) {
            // Given
            Page here = signIn(one, "Vera Viewer");
            Page there = signIn(other, "Vera Viewer");

            // When
            here.getByRole(AriaRole.BUTTON, named("Sign out")).click();
            sees(here, "You have signed out");

            // Then
            open(there, "look-up");
            sees(there, "Who do you want to be?");
        }
    }

    /** All but when it is to go. */
    private void write(Page page, String mobile) {
        open(page, "send?template=voter");
        page.getByRole(AriaRole.BUTTON, named("Choose Application receipt")).first().click();
        page.getByLabel("English").check();
        go(page);
        page.getByLabel("What is their phone number?").fill(mobile);
        go(page);
        go(page);
        fillValues(page);
    }

    /** A message of which nobody knows whether it was sent; the page shows it. */
    private NotificationIdentity uncertain(Page page) {
        NotificationIdentity identity = identity(UUID.randomUUID());
        publish(platform().options().topics().status(), identity.getCaseKey(),
                status(identity, NotificationState.SENDING, null));
        publish(platform().options().topics().status(), identity.getCaseKey(),
                status(identity, NotificationState.UNKNOWN, StatusReason.OUTCOME_UNKNOWN));
        await(page, "notifications/" + identity.getNotificationId(), "Say what became of it");
        return identity;
    }

    /** From the page that says that it was sent to the message's own, once that says something; its path. */
    private String followed(Page page, String text) {
        String path = page.getByRole(AriaRole.LINK, named("See what becomes of it")).getAttribute("href").substring(1);
        await(page, path, text);
        return path;
    }

    private void await(Page page, String path, String text) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            open(page, path);
            assertThat(page.content()).contains(text);
        });
    }

    private static void sees(Page page, String text) {
        page.getByText(text).first().waitFor();
    }

    private void publish(String topic, String key, SpecificRecord value) {
        try (Publisher publisher = new Publisher(platform().bootstrapServers(), platform().registryUrl())) {
            Publisher.await(publisher.publish(topic, key, value));
        }
    }

    private static NotificationIdentity identity(UUID id) {
        return NotificationIdentity.newBuilder().setNotificationId(id).setCaseKey("case-" + id)
                .setCaseReference("RTV-" + id).setService("voter-registration").setChannel(Channel.SMS)
                .setLanguage(Language.EN).setEventId("event-" + id).setEventSource("urn:test")
                .setEventType("registration.application.received").setEventTime(now()).setRuleId("application-receipt")
                .setRulesVersion("1").setTemplateId("application-receipt").setTemplateHash("abc")
                .setRecipientRole("applicant").setRecipientKey("key-" + id).setCreatedAt(now()).build();
    }

    private static NotificationStatus status(NotificationIdentity identity, NotificationState state,
            StatusReason reason) {
        return NotificationStatus.newBuilder().setIdentity(identity).setState(state).setOccurredAt(now())
                .setReason(reason).setProvider("smsc").setAttempt(1).build();
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
