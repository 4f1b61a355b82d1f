package dev.stagedoor.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** Somebody without a mouse, who has to see at every step where they are. */
record Keyboard(Page page) {
    private static final int MOST_STEPS = 120;

    private static final String IS_FOCUSED = "(element) => element.getRootNode().activeElement === element";

    /*
     * The ring may be around the field that an input is in. What is active but does not match :focus has a part of the
     * browser's own in it, such as the button of a calendar, that has the focus and the browser's ring.
     */
    private static final String WHERE =
            """
            () => {
              let at = document.activeElement;
              while (at?.shadowRoot?.activeElement) {
                at = at.shadowRoot.activeElement;
              }
              if (!at || at === document.body) {
                return 'nowhere';
              }
              const isRinged = (element) => {
                const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
                return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
              };
              const field = at.assignedSlot ? at.getRootNode().host ?? at.parentElement : null;
              const around = field?.shadowRoot ? [...field.shadowRoot.querySelectorAll('*')] : [];
              const { width, height, bottom, right } = at.getBoundingClientRect();
              const isSeen = width > 4 && height > 4 && bottom > 0 && right > 0;
              const name = at.ariaLabel ?? at.textContent.trim().slice(0, 40);
              return isSeen && (!at.matches(':focus') || [at, field, ...around].filter(Boolean).some(isRinged))
                ? 'seen'
                : `no focus is seen on ${at.localName} ${at.className} "${name}"`;
            }
            """;

    /** Goes on with Tab until this has the focus. */
    Keyboard tabTo(Locator target) {
        return stepTo(target, "Tab");
    }

    /** The same, backwards. */
    Keyboard tabBackTo(Locator target) {
        return stepTo(target, "Shift+Tab");
    }

    private Keyboard stepTo(Locator target, String key) {
        target.waitFor();
        for (int i = 0; i < MOST_STEPS; i++) {
            if (hasFocus(target)) {
                return this;
            }
            page.keyboard().press(key);
            assertSeen();
        }
        throw new AssertionError(key + " does not lead to " + target);
    }

    boolean hasFocus(Locator target) {
        return (boolean) target.evaluate(IS_FOCUSED);
    }

    Keyboard press(String... keys) {
        for (var key : keys) {
            page.keyboard().press(key);
        }
        return this;
    }

    Keyboard type(String text) {
        page.keyboard().type(text);
        return this;
    }

    void assertSeen() {
        assertThat(page.evaluate(WHERE)).isEqualTo("seen");
    }

    /** The focus is on this, and not lost. */
    void assertOn(Locator target) {
        page.waitForCondition(() -> hasFocus(target), new Page.WaitForConditionOptions().setTimeout(5_000));
        assertSeen();
    }
}
