package io.postroom.systemtests.staff;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sending a spreadsheet in a real browser, with everything behind the pages running. */
class StaffSheetsTest extends Journey {
    private static final String HEADER = "phone number,council,reference\n";

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_spreadsheet_is_mended_approved_by_a_second_person_and_followed_until_it_is_delivered(boolean scripts)
            throws IOException {
        try (BrowserContext sender = context(scripts, 1024); BrowserContext second = context(scripts, 1024)) {
            // Given
            String mark = UUID.randomUUID().toString().substring(0, 8);
            Page page = signIn(sender, "Sam Sender");
            open(page, "batches");
            page.getByRole(AriaRole.BUTTON, named("Send a spreadsheet")).click();
            page.getByLabel("Search by name").fill("voter");
            page.getByRole(AriaRole.BUTTON, named("Search")).click();
            look(page, "sheet-1-template-" + scripts);
            page.getByRole(AriaRole.LINK,
                    named("Choose Application receipt, Voter registration, Text message, English"))
                    .click();

            // When: nothing is chosen, then too much, then something that is none
            page.getByRole(AriaRole.BUTTON, named("Upload and check")).click();
            assertThat(page.locator(".govuk-error-message").innerText()).contains("Choose a file");
            look(page, "sheet-2-no-file-" + scripts);
            upload(page, "big.csv", HEADER + "x".repeat(12_000_000));
            awaitText(page, "The file is bigger than 10 MB");
            upload(page, "letter.pdf", "%PDF-1.7");
            awaitText(page, "This is not a spreadsheet");
            look(page, "sheet-3-not-usable-" + scripts);
            page.getByRole(AriaRole.LINK, named("Upload another file")).click();
            look(page, "sheet-2-upload-" + scripts);
            upload(page, "registrations.csv", HEADER + rows(mark, 5) + "07700 9,Gwynedd Council,X\n07700 900199,,Y\n"
                    + rows(mark, 1));

            // Then
            awaitText(page, "Check before you send");
            assertThat(page.content()).contains("Mobile number is too short").contains("Row 9 says the same");
            look(page, "sheet-4-check-" + scripts);
            page.getByLabel("Now").check();
            page.getByRole(AriaRole.BUTTON, named("Send").setExact(true)).click();
            look(page, "sheet-5-refused-" + scripts);
            assertThat(page.content()).contains("Fix the 2 rows with a problem");
            assertThat(page.getByLabel("Now").isChecked()).as("what was chosen").isTrue();
            assertThat(download(page, "Download the rows with a problem")).contains("phone number: Mobile number");

            // When
            page.getByLabel("Leave out the 2 rows").check();
            page.getByLabel("Now").check();
            page.getByRole(AriaRole.BUTTON, named("Send").setExact(true)).click();
            awaitText(page, "Waiting for approval");
            look(page, "sheet-6-waits-" + scripts);
            assertThat(page.getByRole(AriaRole.BUTTON, named("Approve and send")).count()).isZero();
            Page approver = signIn(second, "Anwen Approver");
            approver.navigate(page.url());
            look(approver, "sheet-7-approve-" + scripts);
            approver.getByRole(AriaRole.BUTTON, named("Approve and send")).click();

            // Then: the page moves by itself, with a script or by its own refresh
            PlaywrightAssertions.assertThat(approver.locator("#live")).containsText(Pattern.compile("Delivered\\s*5"),
                    new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE.toMillis()));
            page.navigate(page.url());
            String batch = page.url().replaceAll(".*/batches/([0-9a-f-]{36}).*", "$1");
            assertThat(page.getByText("Anwen Approver").count()).as("who approved it").isEqualTo(1);
            look(page, "sheet-8-sent-" + scripts);
            assertThat(download(page, "Download the results").lines().filter(line -> line.contains("Delivered")))
                    .hasSize(5);
            open(page, "batches");
            look(page, "sheet-9-list-" + scripts);
            open(page, "look-up");
            page.getByRole(AriaRole.TEXTBOX).fill("07700 900101");
            page.getByRole(AriaRole.BUTTON, named("Look up")).click();
            awaitText(page, "Delivered");
            open(page, "look-up");
            page.getByRole(AriaRole.TEXTBOX).fill(batch);
            page.getByRole(AriaRole.BUTTON, named("Look up")).click();
            awaitText(page, "Delivered");
            assertThat(page.locator("a[href*='/notifications/']").count()).as("the rows of the batch").isEqualTo(5);
        }
    }

    @Test
    void what_is_to_be_sent_later_is_stopped_and_progress_moves_without_loading_the_page() {
        try (BrowserContext context = context(true, 1024)) {
            // Given
            Page page = signIn(context, "Sam Sender");
            open(page, "batches/upload/voter-registration/application-receipt/sms/en");
            upload(page, "later.csv", HEADER + rows("later-" + UUID.randomUUID(), 2));
            awaitText(page, "Check before you send");
            look(page, "sheet-10-later");
            page.getByLabel("Later").check();
            var day = java.time.LocalDate.now(java.time.ZoneId.of("Europe/London")).plusDays(2);
            page.getByLabel("Day", new Page.GetByLabelOptions().setExact(true)).fill("" + day.getDayOfMonth());
            page.getByLabel("Month").fill("" + day.getMonthValue());
            page.getByLabel("Year").fill("" + day.getYear());
            page.getByLabel("Time", new Page.GetByLabelOptions().setExact(true)).fill("9:30");
            page.getByRole(AriaRole.BUTTON, named("Send").setExact(true)).click();
            awaitText(page, "To be sent on");
            look(page, "sheet-11-scheduled");

            // When
            page.getByRole(AriaRole.BUTTON, named("Stop sending")).click();

            // Then
            awaitText(page, "No message had gone to the provider yet");
            look(page, "sheet-12-stopped");
        }
    }

    @Test
    void of_letters_the_first_is_shown_as_it_will_be_printed() {
        try (BrowserContext context = context(true, 1024)) {
            // Given
            Page page = signIn(context, "Sam Sender");
            open(page, "batches/upload/student-finance/evidence-receipt/letter/en");

            // When
            upload(page, "letters.csv", """
                address line 1,address line 2,postcode,name,reference,check by,documents
                Ann Person,1 Long Street,LS1 4AP,Ann,R-%1$s,3 May,passport
                """.formatted(UUID.randomUUID()));

            // Then
            awaitText(page, "Check before you send");
            look(page, "sheet-14-letter");
            assertThat((Integer) page.evaluate("document.querySelector('.staff-letter').naturalWidth"))
                    .as("A4 at 96 dots an inch").isBetween(792, 795);

            // When
            page.getByRole(AriaRole.BUTTON, named("Do not send it")).click();

            // Then
            awaitText(page, "Nothing of this file was sent");
            look(page, "sheet-15-withdrawn");
        }
    }

    @Test
    void a_spreadsheet_is_sent_and_approved_with_the_keyboard_alone_and_every_page_fits_a_small_screen() {
        try (BrowserContext context = context(true, 320); BrowserContext second = context(true, 320)) {
            // Given
            Page page = signIn(context, "Sam Sender");
            Keyboard keyboard = new Keyboard(page);
            open(page, "batches");
            fits(page);
            keyboard.press("Send a spreadsheet");
            fits(page);
            keyboard.type("voter");
            keyboard.press("Search");
            fits(page);
            keyboard.press("Choose Application receipt, Voter registration, Text message, English");
            fits(page);
            // The dialog in which a file is chosen is the machine's own.
            page.locator("#file").setInputFiles(file("small.csv", HEADER + rows("small-" + UUID.randomUUID(), 6)
                    + "07700 9,Gwynedd Council,X\n"));

            // When
            keyboard.press("Upload and check");
            awaitText(page, "Check before you send");
            fits(page);
            look(page, "sheet-13-small");
            keyboard.tick("bad");
            keyboard.choose("Now");
            keyboard.press("Send");
            awaitText(page, "Waiting for approval");
            fits(page);
            Page approver = signIn(second, "Anwen Approver");
            approver.navigate(page.url());
            fits(approver);
            new Keyboard(approver).press("Approve and send");

            // Then
            awaitText(approver, "messages handed over to be sent");
            fits(approver);
        }
    }

    @Test
    void a_spreadsheet_that_is_being_checked_is_shown_to_everybody() {
        try (BrowserContext context = context(true, 320)) {
            // Given: many rows, and a page that stays as it is
            Page page = signIn(context, "Sam Sender");
            page.route("**/live", Route::abort);
            for (String language : List.of("en", "cy")) {
                open(page, "batches/upload/voter-registration/application-receipt/sms/en?language=" + language);

                // When
                page.locator("#file").setInputFiles(file("many.csv", HEADER + manyRows()));
                page.locator("main form button").first().click();
                page.locator("#live").waitFor();

                // Then
                assertThat(page.locator("h1").innerText()).isEqualTo("en".equals(language)
                        ? "Your spreadsheet is being checked"
                        : "Mae eich taenlen yn cael ei gwirio");
                fits(page);
                violations(page, "the page of a check, " + language);
            }
        }
    }

    private static String manyRows() {
        return IntStream.range(0, 60_000)
                .mapToObj(i -> String.format("07700 900%03d,Swansea Council,many-%d%n", i % 1_000, i))
                .collect(Collectors.joining());
    }

    private static String rows(String mark, int rows) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            text.append("07700 90010").append(i + 1).append(",Swansea Council,").append(mark).append('-').append(i)
                    .append('\n');
        }
        return text.toString();
    }

    private static FilePayload file(String name, String text) {
        return new FilePayload(name, "text/csv", text.getBytes(StandardCharsets.UTF_8));
    }

    private static void upload(Page page, String name, String text) {
        page.locator("#file").setInputFiles(file(name, text));
        page.getByRole(AriaRole.BUTTON, named("Upload and check")).click();
    }

    private static String download(Page page, String link) throws IOException {
        Download download = page.waitForDownload(() -> page.getByRole(AriaRole.LINK, named(link)).click());
        return Files.readString(download.path());
    }

    /** Without being asked for again: a script or the page's own refresh brings it. */
    private static void awaitText(Page page, String text) {
        page.getByText(text).first().waitFor();
    }
}
