package dev.wsboot.sample;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** How the pages look and behave on different screens; leaves screenshots in {@code target/screenshots}. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "ws.port=0")
class PagesBrowserTest {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    @LocalServerPort
    int port;

    @Test
    void theLandingPageMeasuresTheRoundTrip() {
        Page page = chromium.newPage();
        page.navigate(url());

        assertThat(page.locator("#status")).hasAttribute("data-state", "online");
        assertThat(page.locator("#rtt")).hasText(Pattern.compile("[0-9.]+"));
        assertThat(page.locator("#page-port")).hasText(String.valueOf(port));
        // As many measurements as the curve shows.
        page.waitForCondition(() -> measurements(page) == 24);
        screenshot(page, "landing", true);
    }

    @Test
    void theTileLeadsToTheChat() {
        Page page = chromium.newPage();
        page.navigate(url());

        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Join the lobby"))
                .click();

        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("#lobby")))
                .isVisible();
        new ChatPage(page).isIn();
        assertThat(page.getByText("Nothing said here yet")).isVisible();
    }

    @Test
    void pagesAskNoOtherHostForAnything() {
        Page page = chromium.newPage();
        List<String> requests = new CopyOnWriteArrayList<>();
        page.onRequest(request -> requests.add(request.url()));
        page.navigate(url());
        assertThat(page.locator("#status")).hasAttribute("data-state", "online");
        ChatPage.enter(page, url(), "own-host", "Ada");

        Assertions.assertThat(requests).isNotEmpty().allMatch(request -> request.startsWith(url() + "/"));
    }

    @Test
    void aPhoneNeverScrollsSideways() {
        Page page = chromium.newPage(phone());
        page.navigate(url());
        assertThat(page.locator("#status")).hasAttribute("data-state", "online");
        fitsTheWidth(page);
        fitsTheWidthHoweverSlowTheNetwork(page);
        screenshot(page, "landing-phone", true);

        ChatPage chat = ChatPage.enter(page, url(), "a-room-with-the-longest-name-ok", "W".repeat(24));
        chat.say("An unbroken word: " + "w".repeat(300));
        assertThat(chat.log().locator("#messages .said p")).hasCount(1);
        fitsTheWidth(page);
        fitsTheWidthHoweverSlowTheNetwork(page);
    }

    @Test
    void theChatLooksGoodLightDarkAndOnAPhone() {
        ChatPage ada = ChatPage.enter(chromium.newPage(), url(), "engineering", "Ada");
        ChatPage grace = ChatPage.enter(chromium.newPage(desktop(ColorScheme.DARK)), url(), "engineering", "Grace");
        ChatPage katherine = ChatPage.enter(chromium.newPage(phone()), url(), "engineering", "Katherine");

        converse(grace, "Morning! Does the new release hold its connections?", ada, katherine);
        converse(ada, "It does. I pulled the cable twice and it came back each time.", grace, katherine);
        converse(ada, "What I had typed was still there.", grace, katherine);
        converse(katherine, "Same on the train. Three tunnels, nothing missing.", ada, grace);
        converse(grace, "How long until it notices that the other side is gone?", ada, katherine);
        converse(
                ada, "Ten seconds without an answer, then it tries again, a little later each time.", grace, katherine);
        converse(katherine, "Good enough for me", ada, grace);

        ada.hasSaid("What I had typed was still there.");
        settled(ada, "chat-light");
        settled(grace, "chat-dark");
        settled(katherine, "chat-phone");
        Assertions.assertThat(grace.page().evaluate("getComputedStyle(document.body).backgroundColor"))
                .isNotEqualTo(ada.page().evaluate("getComputedStyle(document.body).backgroundColor"));
    }

    @Test
    void everyControlHasAName() {
        Page page = chromium.newPage();
        for (String path : List.of("/", "/chat.html")) {
            page.navigate(url() + path);
            assertThat(page.locator("#status")).hasAttribute("data-state", "online");
            Assertions.assertThat(page.locator("body").ariaSnapshot())
                    .as("controls without a name on %s", path)
                    .doesNotContainPattern("(?m)^ *- (button|link|textbox|img)( \\[.*])?(:|$)");
        }
    }

    private static int measurements(Page page) {
        return ((String) page.evaluate("document.querySelector('#pulse .line').getAttribute('d')")).split("L").length;
    }

    /** Says something and waits until the others have it, so that the order is the same in every run. */
    private static void converse(ChatPage speaker, String text, ChatPage... listeners) {
        speaker.say(text);
        for (ChatPage listener : listeners) {
            listener.hears(text);
        }
    }

    /** Takes the picture once the round trip was measured at rest, not while the page was loading. */
    private static void settled(ChatPage chat, String name) {
        Page page = chat.page();
        page.evaluate("() => {"
                + " window.measured = new Promise(resolve => new MutationObserver(resolve)"
                + ".observe(document.querySelector('.status-detail'), { childList: true })); }");
        page.evaluate("() => window.measured.then(() => true)");
        screenshot(page, name, false);
    }

    private static void screenshot(Page page, String name, boolean full) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + ".png"))
                .setFullPage(full));
    }

    private static void fitsTheWidth(Page page) {
        Assertions.assertThat(page.evaluate("document.documentElement.scrollWidth"))
                .as("the width of %s", page.url())
                .isEqualTo(360);
    }

    /** Measured in the same breath as the text is set, or the next measurement would replace it. */
    private static void fitsTheWidthHoweverSlowTheNetwork(Page page) {
        Assertions.assertThat(page.evaluate("() => {"
                        + " document.querySelector('.status-detail').textContent = '12345678 ms';"
                        + " return document.documentElement.scrollWidth; }"))
                .as("the width of %s with a round trip of hours", page.url())
                .isEqualTo(360);
    }

    private static Browser.NewContextOptions phone() {
        return new Browser.NewContextOptions()
                .setViewportSize(360, 740)
                .setDeviceScaleFactor(2)
                .setIsMobile(true)
                .setHasTouch(true);
    }

    private static Browser.NewContextOptions desktop(ColorScheme scheme) {
        return new Browser.NewContextOptions().setViewportSize(1280, 800).setColorScheme(scheme);
    }

    private String url() {
        return "http://localhost:" + port;
    }
}
