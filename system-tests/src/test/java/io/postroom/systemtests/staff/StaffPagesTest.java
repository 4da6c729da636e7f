package io.postroom.systemtests.staff;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The journeys of staff in a real browser: sending one message, looking it up, and what every page has in common. */
class StaffPagesTest extends Journey {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_text_in_welsh_is_sent_and_followed_until_it_is_delivered(boolean scripts) {
        try (BrowserContext context = context(scripts, 1024)) {
            // Given
            Page page = signIn(context, "Sam Sender");
            String reference = "RTV-" + UUID.randomUUID();
            look(page, "overview-" + scripts);

            // When
            open(page, "send?template=voter");
            look(page, "send-1-template-" + scripts);
            page.getByRole(AriaRole.BUTTON, named("Choose Application receipt")).first().click();
            look(page, "send-2-language-" + scripts);
            page.getByLabel("Welsh").check();
            go(page);
            page.getByLabel("What is their phone number?").fill("07700 90");
            go(page);
            look(page, "send-3-refused-" + scripts);
            assertThat(page.getByLabel("What is their phone number?").inputValue()).isEqualTo("07700 90");
            page.getByLabel("What is their phone number?").fill("07700 900123");
            go(page);
            page.getByLabel("Which case is it about?").fill(reference);
            go(page);
            fillValues(page);
            look(page, "send-time-" + scripts);
            now(page);
            look(page, "send-4-check-" + scripts);
            page.getByRole(AriaRole.BUTTON, named("Send now")).click();
            look(page, "send-5-sent-" + scripts);
            String sent = page.getByRole(AriaRole.LINK, named("See what becomes of it")).getAttribute("href");

            // Then
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
                open(page, sent.substring(1));
                assertThat(page.content()).contains("It was delivered");
            });
            look(page, "timeline-" + scripts);
            assertThat(page.locator(".staff-timeline").innerText()).containsSubsequence(
                    "Somebody asked for it to be sent", "The message was made", "The provider took it",
                    "It was delivered");
            open(page, "");
            look(page, "today-" + scripts);
            assertThat(page.locator("table").first().innerText()).contains("Voter registration");
            open(page, "look-up");
            look(page, "look-up-" + scripts);
            page.getByRole(AriaRole.TEXTBOX).fill(reference.toLowerCase(java.util.Locale.ROOT));
            page.getByRole(AriaRole.BUTTON, named("Look up")).click();
            look(page, "results-" + scripts);
            assertThat(page.url()).doesNotContainIgnoringCase(reference);
            assertThat(page.content()).contains(sent).contains(reference);
            page.getByRole(AriaRole.BUTTON, named("Sign out")).click();
            assertThat(page.content()).contains("You have signed out");
            look(page, "signed-out-" + scripts);
            open(page, "sign-in-failed");
            look(page, "sign-in-failed-" + scripts);
        }
    }

    @Test
    void an_email_and_a_letter_are_shown_as_they_will_be() {
        try (BrowserContext context = context(true, 1024)) {
            // Given
            Page page = signIn(context, "Sam Sender");

            // When
            open(page, "send?template=requisition");
            page.getByRole(AriaRole.BUTTON, named("Choose Requisition raised, Land registry, Email")).click();
            page.getByRole(AriaRole.TEXTBOX).fill("conveyancer@example.com");
            go(page);
            go(page);
            fillValues(page);
            now(page);

            // Then
            look(page, "check-email");
            assertThat(page.frames()).hasSize(2);
            assertThat(page.frames().getLast().locator("body").innerText()).contains("value of ");

            // When
            open(page, "send?template=registered%20donor");
            page.getByRole(AriaRole.BUTTON, named("Choose Registered donor")).click();
            page.getByRole(AriaRole.TEXTBOX).fill("Sam Person\n1 Long Street\nLeeds\nLS1 4AP");
            go(page);
            go(page);
            fillValues(page);
            now(page);

            // Then
            look(page, "check-letter");
            assertThat((Integer) page.evaluate("document.querySelector('.staff-letter').naturalWidth"))
                    .as("A4 at 96 dots an inch").isBetween(792, 795);
        }
    }

    @Test
    void a_message_is_sent_and_found_with_the_keyboard_alone_and_on_a_small_screen() {
        try (BrowserContext context = context(true, 320)) {
            // Given
            Page page = signIn(context, "Sam Sender");
            Keyboard keyboard = new Keyboard(page);
            String reference = "RTV-KEYS-" + System.nanoTime();

            // When
            open(page, "send");
            fits(page);
            keyboard.type("voter");
            keyboard.press("Search");
            fits(page);
            keyboard.press("Choose Application receipt");
            fits(page);
            keyboard.choose("English");
            keyboard.press("Continue");
            fits(page);
            keyboard.type("What is their phone number?", "07700 900126");
            keyboard.press("Continue");
            fits(page);
            keyboard.type("Which case is it about?", reference);
            keyboard.press("Continue");
            fillValues(keyboard, page);
            fits(page);
            keyboard.choose("As soon as possible");
            keyboard.press("Continue");
            fits(page);
            keyboard.press("Send now");
            fits(page);
            keyboard.press("See what becomes of it");

            // Then
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
                page.reload();
                assertThat(page.content()).contains("It was delivered");
            });
            fits(page);

            // When
            open(page, "look-up");
            keyboard.type(reference);
            keyboard.press("Look up");

            // Then
            assertThat(page.content()).contains(reference);
            fits(page);
        }
    }

    @Test
    void every_page_fits_a_small_screen_and_the_keyboard_reaches_the_content() {
        try (BrowserContext context = context(true, 320)) {
            // Given
            Page page = signIn(context, "Ade Administrator");

            for (String path : List.of("", "look-up", "brakes", "brakes/pull", "audit", "no-such-page")) {
                // When
                open(page, path);

                // Then
                look(page, "small-" + (path.isEmpty() ? "overview" : path.replace('/', '-')));
                assertThat((Integer) page.evaluate("document.documentElement.scrollWidth")).as(path)
                        .isLessThanOrEqualTo(320);
                open(page, path);
                page.keyboard().press("Tab");
                assertThat(page.evaluate("document.activeElement.textContent")).isEqualTo("Skip to main content");
                page.keyboard().press("Enter");
                assertThat(page.url()).endsWith("#main-content");
            }

            // When: what is not there, and what may not be done, in Welsh
            open(page, "?language=cy");
            for (String path : List.of("no-such-page", "send")) {
                open(page, path);

                // Then
                assertThat(page.locator("html").getAttribute("lang")).as(path).isEqualTo("cy");
                violations(page, path + " in Welsh");
            }
        }
    }
}
