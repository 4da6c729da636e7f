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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A real browser with the staff pages and everything behind them running, for journeys. */
@Tag("full")
@ExtendWith(SharedPlatform.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Journey {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final List<String> RULES = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");
    static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private StaffPages staff;
    private LocalPlatform platform;
    private Playwright playwright;
    private Browser browser;

    @BeforeAll
    void start(LocalPlatform platform) throws Exception {
        Path chromium = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of).filter(Files::isExecutable).findFirst().orElse(null);
        assumeThat(chromium).as("Chromium is needed; install it (for example: apt-get install chromium)").isNotNull();
        Files.createDirectories(folder.resolve("services"));
        this.platform = platform;
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

    BrowserContext context(boolean scripts, int width) {
        return browser.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(scripts)
                .setViewportSize(width, 900));
    }

    Page signIn(BrowserContext context, String name) {
        Page page = context.newPage();
        page.navigate(staff.address().toString());
        page.getByText(name).click();
        return page;
    }

    void open(Page page, String path) {
        page.navigate(staff.address() + path);
    }

    static void go(Page page) {
        page.getByRole(AriaRole.BUTTON, named("Continue")).click();
    }

    static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    static void now(Page page) {
        page.getByLabel("As soon as possible").check();
        go(page);
    }

    static void fillValues(Page page) {
        while (page.url().contains("/value-")) {
            page.getByRole(AriaRole.TEXTBOX).fill("value of " + page.url().replaceAll(".*-", ""));
            go(page);
        }
    }

    static void fillValues(Keyboard keyboard, Page page) {
        while (page.url().contains("/value-")) {
            fits(page);
            keyboard.type("value of " + page.url().replaceAll(".*-", ""));
            keyboard.press("Continue");
        }
    }

    /** A picture for people, and axe in both languages; axe is a script itself, so only where scripts run. */
    static void look(Page page, String name) {
        page.waitForLoadState(LoadState.LOAD);
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")).setFullPage(true));
        if (name.endsWith("-false")) {
            return;
        }
        violations(page, name);
        // What is not there has no language to come back in.
        if (!page.url().contains("no-such")) {
            page.getByRole(AriaRole.LINK, named("Cymraeg")).click();
            await(page, "cy");
            page.screenshot(
                    new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + "-cy.png")).setFullPage(true));
            violations(page, name + " in Welsh");
            page.getByRole(AriaRole.LINK, named("English")).click();
            await(page, "en");
        }
    }

    static void fits(Page page) {
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth")).as(page.url())
                .isLessThanOrEqualTo(320);
    }

    private static void await(Page page, String language) {
        page.locator("html[lang=" + language + "]")
                .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
        page.waitForLoadState(LoadState.LOAD);
    }

    static void violations(Page page, String name) {
        AxeResults results = new AxeBuilder(page).withTags(RULES).exclude(".staff-email").analyze();
        assertThat(results.getViolations()).as(name)
                .extracting(rule -> rule.getId() + ": " + rule.getHelp() + " " + rule.getNodes().getFirst().getHtml())
                .isEmpty();
    }

    LocalPlatform platform() {
        return platform;
    }
}
