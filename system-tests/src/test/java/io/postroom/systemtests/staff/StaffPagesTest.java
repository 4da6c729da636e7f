package io.postroom.systemtests.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.postroom.local.LocalPlatform;
import io.postroom.local.staff.StaffPages;
import io.postroom.systemtests.support.SharedPlatform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The journeys of staff in a real browser, with everything behind the pages running. */
@Tag("full")
@ExtendWith(SharedPlatform.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StaffPagesTest {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final List<String> RULES = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private StaffPages staff;
    private Playwright playwright;
    private Browser browser;

    @BeforeAll
    void start(LocalPlatform platform) throws Exception {
        Path chromium = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of).filter(Files::isExecutable).findFirst().orElse(null);
        assumeThat(chromium).as("Chromium is needed; install it (for example: apt-get install chromium)").isNotNull();
        Files.createDirectories(folder.resolve("services"));
        staff = StaffPages.start(new StaffPages.Surroundings(platform.bootstrapServers(), platform.registryUrl(),
                platform.options().topics().prefix(), platform.options().rulesFolder(), platform.keySecretFile(),
                folder, false, 0));
        playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(chromium)
                .setArgs(List.of("--no-sandbox")));
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
            playwright.close();
        }
        if (staff != null) {
            staff.close();
        }
    }

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

            // Then
            look(page, "check-letter");
            assertThat((Integer) page.evaluate("document.querySelector('.staff-letter').naturalWidth"))
                    .as("A4 at 96 dots an inch").isBetween(792, 795);
        }
    }

    @Test
    void every_page_fits_a_small_screen_and_the_keyboard_reaches_the_content() {
        try (BrowserContext context = context(true, 320)) {
            // Given
            Page page = signIn(context, "Ade Administrator");

            for (String path : List.of("", "look-up", "audit", "no-such-page")) {
                // When
                open(page, path);

                // Then
                look(page, "small-" + (path.isEmpty() ? "overview" : path));
                assertThat((Integer) page.evaluate("document.documentElement.scrollWidth")).as(path)
                        .isLessThanOrEqualTo(320);
                open(page, path);
                page.keyboard().press("Tab");
                assertThat(page.evaluate("document.activeElement.textContent")).isEqualTo("Skip to main content");
                page.keyboard().press("Enter");
                assertThat(page.url()).endsWith("#main-content");
            }
        }
    }

    private BrowserContext context(boolean scripts, int width) {
        return browser.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(scripts)
                .setViewportSize(width, 900));
    }

    private Page signIn(BrowserContext context, String name) {
        Page page = context.newPage();
        page.navigate(staff.address().toString());
        page.getByText(name).click();
        return page;
    }

    private void open(Page page, String path) {
        page.navigate(staff.address() + path);
    }

    private static void go(Page page) {
        page.getByRole(AriaRole.BUTTON, named("Continue")).click();
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static void fillValues(Page page) {
        while (page.url().contains("/value-")) {
            page.getByRole(AriaRole.TEXTBOX).fill("value of " + page.url().replaceAll(".*-", ""));
            go(page);
        }
    }

    /** A picture for people, and axe in both languages; axe is a script itself, so only where scripts run. */
    private static void look(Page page, String name) {
        page.waitForLoadState(LoadState.LOAD);
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")).setFullPage(true));
        if (name.endsWith("-false")) {
            return;
        }
        violations(page, name);
        if (page.locator(".govuk-error-summary").count() == 0 && !page.url().contains("/sent/")
                && !page.url().contains("no-such")) {
            page.getByRole(AriaRole.LINK, named("Cymraeg")).click();
            await(page, "cy");
            page.screenshot(
                    new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + "-cy.png")).setFullPage(true));
            violations(page, name + " in Welsh");
            page.getByRole(AriaRole.LINK, named("English")).click();
            await(page, "en");
        }
    }

    private static void await(Page page, String language) {
        page.locator("html[lang=" + language + "]")
                .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
        page.waitForLoadState(LoadState.LOAD);
    }

    private static void violations(Page page, String name) {
        AxeResults results = new AxeBuilder(page).withTags(RULES).exclude(".staff-email").analyze();
        assertThat(results.getViolations()).as(name)
                .extracting(rule -> rule.getId() + ": " + rule.getHelp() + " " + rule.getNodes().getFirst().getHtml())
                .isEmpty();
    }
}
