package dev.wsboot.sample;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.wsboot.sample.chat.CuttableRooms;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** The chat between real browsers: each page has a browser context of its own, each test a room of its own. */
@Import(CuttableRooms.class)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "ws.port=0")
class ChatBrowserTest {

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    @LocalServerPort
    int port;

    @Autowired
    CuttableRooms rooms;

    @Test
    void twoPagesTalkBothWays() {
        ChatPage ada = enter("both-ways", "Ada");
        ChatPage grace = enter("both-ways", "Grace");
        assertThat(ada.notice("Grace joined, 2 here")).isVisible();
        assertThat(grace.people()).hasText("2 people are here");

        ada.say("Hello, Grace");
        grace.hears("Hello, Grace");
        grace.say("Hello, Ada");
        ada.hears("Hello, Ada");

        ada.hasSaid("Hello, Grace");
        grace.hasSaid("Hello, Ada");
        assertThat(ada.field()).hasValue("");
    }

    @Test
    void aPageThatReloadsIsBackWithItsNameItsMessagesAndItsDraft() {
        ChatPage ada = enter("reload", "Ada");
        ChatPage grace = enter("reload", "Grace");
        ada.say("Before");
        grace.hears("Before");
        ada.write("Half a sent");

        ada.page().reload();

        ada.isIn();
        assertThat(grace.notice("Ada left, 1 here")).isVisible();
        assertThat(grace.notice("Ada joined, 2 here")).isVisible();
        ada.hasSaid("Before");
        assertThat(ada.field()).hasValue("Half a sent");
        grace.say("After");
        ada.hears("After");
    }

    @Test
    void aPageThatClosesIsSeenToLeave() {
        ChatPage ada = enter("leave", "Ada");
        ChatPage grace = enter("leave", "Grace");
        assertThat(grace.people()).hasText("2 people are here");

        ada.page().close();

        assertThat(grace.notice("Ada left, 1 here")).isVisible();
        assertThat(grace.people()).hasText("Only you are here");
    }

    @Test
    void aConnectionThatIsCutComesBackAndNothingTypedIsLost() {
        ChatPage grace = enter("cut", "Grace");
        Page page = chromium.newPage();
        page.clock().install();
        ChatPage ada = ChatPage.enter(page, url(), "cut", "Ada");
        assertThat(grace.people()).hasText("2 people are here");
        holdClock(page);

        rooms.cut("cut", "Ada");

        assertThat(ada.status()).hasAttribute("data-state", "reconnecting");
        assertThat(ada.status()).containsText(Pattern.compile("Reconnecting\\s*in 1 s"));
        assertThat(page.getByText("What you write waits here")).isVisible();
        ada.say("Said while away");
        ada.write("And a draft");
        assertThat(ada.unsent()).containsText("Waiting for the connection");
        assertThat(grace.notice("Ada left, 1 here")).isVisible();

        page.clock().resume();

        ada.isIn();
        ada.hasSaid("Said while away");
        grace.hears("Said while away");
        assertThat(ada.field()).hasValue("And a draft");
        assertThat(page.getByText("What you write waits here")).isHidden();
    }

    @Test
    void whoDoesNotWaitForTheBackOffIsBackAtOnce() {
        Page page = chromium.newPage();
        page.clock().install();
        ChatPage ada = ChatPage.enter(page, url(), "retry", "Ada");
        holdClock(page);
        rooms.cut("retry", "Ada");

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Retry now"))
                .click();

        ada.isIn();
    }

    @Test
    void withoutANetworkThePageSaysSoAndIsBackWithIt() {
        Page page = chromium.newPage();
        page.clock().install();
        ChatPage ada = ChatPage.enter(page, url(), "offline", "Ada");
        holdClock(page);
        page.context().setOffline(true);
        rooms.cut("offline", "Ada");
        assertThat(ada.status()).hasAttribute("data-state", "offline");
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("Offline");
        ada.say("Said offline");

        page.context().setOffline(false);

        ada.isIn();
        ada.hasSaid("Said offline");
    }

    @Test
    void theBackOffDoublesUpToALimitAndIsRandomBelowIt() {
        Page page = chromium.newPage();
        page.navigate(url());

        Object delays = page.evaluate("""
                async () => {
                    const { backoff } = await import("/js/connection.js");
                    return [backoff(0, () => 1), backoff(3, () => 1), backoff(3, () => 0.5), backoff(3, () => 0),
                        backoff(100, () => 1)];
                }""");

        Assertions.assertThat(delays).isEqualTo(List.of(500, 4_000, 2_000, 0, 30_000));
    }

    @Test
    void aRefusedMessageIsExplainedAndTheSessionGoesOn() {
        ChatPage ada = enter("refused", "Ada");
        ada.field().evaluate("field => field.removeAttribute('maxlength')");

        ada.say("x".repeat(501));

        assertThat(ada.page().getByRole(AriaRole.ALERT))
                .hasText("A message has at most 500 characters; this one has 501.");
        assertThat(ada.unsent()).isEmpty();
        ada.say("Shorter");
        ada.hasSaid("Shorter");
    }

    @Test
    void whatPeopleWriteIsNeverMarkup() {
        ChatPage ada = enter("markup", "<b>Ada</b>");
        ChatPage grace = enter("markup", "Grace");

        ada.say("<img src=x onerror=\"document.title='owned'\">");

        grace.hears("<img src=x onerror=\"document.title='owned'\">");
        assertThat(grace.log().locator("#messages img")).hasCount(0);
        assertThat(grace.log().locator(".by").first()).containsText("<b>Ada</b>");
        assertThat(grace.page()).hasTitle("#markup · Chat");
    }

    @Test
    void aReaderIsNotMovedByNewMessages() {
        ChatPage ada = enter("reader", "Ada");
        ChatPage grace = enter("reader", "Grace");
        for (int i = 1; i <= 30; i++) {
            grace.say("Line " + i);
        }
        ada.hears("Line 30");
        assertThat(ada.newer()).isHidden();
        ada.log().hover();
        ada.page().mouse().wheel(0, -10_000);
        ada.page().waitForCondition(() -> scrollTop(ada) == 0);

        grace.say("Something new");

        assertThat(ada.newer()).isVisible();
        Assertions.assertThat(scrollTop(ada)).isZero();
        ada.newer().click();
        assertThat(lastBubble(ada)).isInViewport();
        assertThat(lastBubble(ada)).hasText("Something new");
        assertThat(ada.newer()).isHidden();
        grace.say("Followed");
        assertThat(lastBubble(ada)).hasText("Followed");
        assertThat(lastBubble(ada)).isInViewport();
    }

    @Test
    void roomsAreApartAndEachKeepsItsDraft() {
        ChatPage ada = enter("north", "Ada");
        ChatPage grace = enter("north", "Grace");
        ada.write("For the north");

        ada.page().getByLabel("Open another room").fill("The South!");
        ada.page().getByLabel("Open another room").press("Enter");

        assertThat(grace.notice("Ada left, 1 here")).isVisible();
        assertThat(ada.page().getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("#the-south")))
                .isVisible();
        ada.isIn();
        assertThat(ada.field()).hasValue("");
        ada.say("Anybody in the south?");
        ada.hasSaid("Anybody in the south?");
        ada.page().goBack();
        assertThat(grace.notice("Ada joined, 2 here")).isVisible();
        assertThat(ada.field()).hasValue("For the north");
        assertThat(grace.log()).not().containsText("south");
    }

    @Test
    void aNewNameIsToldToEverybody() {
        ChatPage ada = enter("rename", "Ada");
        ChatPage grace = enter("rename", "Grace");

        Locator name = grace.page().getByLabel("Your name");
        name.fill("Admiral Hopper");
        name.press("Enter");

        assertThat(ada.notice("Grace is now Admiral Hopper")).isVisible();
        grace.say("Aye");
        assertThat(ada.log().locator(".by")).containsText("Admiral Hopper");
    }

    /** Holds the page's clock, so that its back-off lasts as long as a test needs. */
    private static void holdClock(Page page) {
        page.clock().pauseAt(((Number) page.evaluate("Date.now()")).longValue() + 1_000);
    }

    private static int scrollTop(ChatPage chat) {
        return ((Number) chat.log().evaluate("log => log.scrollTop")).intValue();
    }

    private static Locator lastBubble(ChatPage chat) {
        return chat.log().locator("#messages .said p").last();
    }

    private ChatPage enter(String room, String nick) {
        return ChatPage.enter(chromium.newPage(), url(), room, nick);
    }

    private String url() {
        return "http://localhost:" + port;
    }
}
