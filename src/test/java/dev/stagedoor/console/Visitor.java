package dev.stagedoor.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;

/** Somebody in front of the console, in the words of what people do there. Keeps what the browser complains about. */
final class Visitor implements AutoCloseable {
    private static final String TELL_OF_VIOLATIONS =
            """
            document.addEventListener('securitypolicyviolation',
              (event) => console.error('CSP violation: ' + event.violatedDirective + ' ' + event.blockedURI));
            """;

    private final BrowserContext context;
    private final Page page;
    private final String stagedoor;
    private final List<String> troubles = new ArrayList<>();

    Visitor(BrowserContext context, String stagedoor) {
        this.context = context;
        this.stagedoor = stagedoor;
        context.addInitScript(TELL_OF_VIOLATIONS);
        this.page = context.newPage();
        page.onConsoleMessage(this::listen);
        page.onPageError(error -> troubles.add("page error: " + error));
    }

    /* What the issuer's own pages complain about is not ours. */
    private void listen(ConsoleMessage message) {
        if (!page.url().startsWith(stagedoor)) {
            return;
        }
        if (message.type().equals("error") || message.type().equals("warning")) {
            troubles.add(message.type() + ": " + message.text() + " at " + message.location());
        }
    }

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    /** What the browser's console told: errors, warnings, violations of the Content-Security-Policy. */
    List<String> troubles() {
        return List.copyOf(troubles);
    }

    void forgetTroubles() {
        troubles.clear();
    }

    Visitor signIn(String apiKey) {
        page.navigate(stagedoor + "/console");
        page.getByLabel("Access key").fill(apiKey);
        button("Sign in with an access key").click();
        assertThat(page.locator("main.content")).isVisible();
        return this;
    }

    Visitor signInAtTheIssuer(String user, String password) {
        page.navigate(stagedoor + "/console");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign in with your account"))
                .click();
        page.locator("#username").fill(user);
        page.locator("#password").fill(password);
        page.locator("#kc-login").click();
        assertThat(page.locator("main.content")).isVisible();
        return this;
    }

    Visitor open(String path) {
        page.navigate(stagedoor + "/console" + path);
        assertThat(page.locator("main.content h1").first()).isVisible();
        return this;
    }

    /** Waits until nothing on the page is on its way any more. */
    Visitor settle() {
        assertThat(page.locator("[aria-busy=true]")).hasCount(0);
        assertThat(page.locator("[role=progressbar]")).hasCount(0);
        return this;
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** Opens a page from the navigation. */
    Visitor goTo(String section) {
        page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Main"))
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(section))
                .click();
        assertThat(heading(section)).isVisible();
        return this;
    }

    Locator heading(String name) {
        return page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** The open dialog, by its element: what is slotted into it is no descendant of the dialog role. */
    Locator dialog() {
        return page.locator("sd-dialog[open]");
    }

    /** A button of the open dialog. */
    Locator inDialog(String button) {
        return dialog().getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(button).setExact(true));
    }

    /** Where one types, by its label. */
    Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true))
                .and(page.locator("input:not([type=radio]), textarea"));
    }

    /** A confirmation that passes by. */
    Locator said(String text) {
        return page.locator("sd-toasts").getByText(text, new Locator.GetByTextOptions().setExact(true));
    }

    /** Types into a box and takes what it offers. */
    Visitor choose(String label, String name) {
        page.getByRole(
                        AriaRole.COMBOBOX,
                        new Page.GetByRoleOptions().setName(label).setExact(true))
                .fill(name);
        return takeOption(name);
    }

    /** Takes one of the few that a field without typing offers. */
    Visitor select(String label, String name) {
        page.locator("vaadin-select[label='%1$s'], vaadin-select[accessible-name='%1$s']".formatted(label))
                .locator("vaadin-select-value-button")
                .click();
        return takeOption(name);
    }

    private Visitor takeOption(String name) {
        page.getByRole(
                        AriaRole.OPTION,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
        return this;
    }

    @Override
    public void close() {
        context.close();
    }
}
