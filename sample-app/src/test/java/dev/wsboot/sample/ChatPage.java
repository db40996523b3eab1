package dev.wsboot.sample;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** The chat page, as somebody uses it. */
record ChatPage(Page page) {

    /** Opens a room under a name and waits until the page is in it. */
    static ChatPage enter(Page page, String url, String room, String nick) {
        page.addInitScript(
                "sessionStorage.getItem('chat.nick') ?? sessionStorage.setItem('chat.nick', '" + nick + "')");
        page.navigate(url + "/chat.html#" + room);
        ChatPage chat = new ChatPage(page);
        chat.isIn();
        return chat;
    }

    void say(String text) {
        write(text);
        field().press("Enter");
    }

    void write(String text) {
        field().fill(text);
    }

    /** The page is connected, and was told how many people are in the room. */
    void isIn() {
        assertThat(status()).hasAttribute("data-state", "online");
        assertThat(people()).not().isEmpty();
    }

    void hears(String text) {
        assertThat(bubbles(".group:not(.own)", text)).isVisible();
    }

    /** What this page said itself has been confirmed by the server. */
    void hasSaid(String text) {
        assertThat(bubbles("#messages .group.own", text)).isVisible();
        assertThat(unsent()).isEmpty();
    }

    Locator field() {
        return page.getByLabel("Message", new Page.GetByLabelOptions().setExact(true));
    }

    Locator log() {
        return page.getByRole(AriaRole.LOG);
    }

    Locator status() {
        return page.locator("#status");
    }

    Locator people() {
        return page.locator("#people");
    }

    Locator unsent() {
        return page.locator("#unsent");
    }

    Locator notice(String text) {
        return page.locator(".notice").getByText(text, new Locator.GetByTextOptions().setExact(true));
    }

    Locator newer() {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("New messages"));
    }

    private Locator bubbles(String groups, String text) {
        return log().locator(groups + " .said p").getByText(text, new Locator.GetByTextOptions().setExact(true));
    }
}
