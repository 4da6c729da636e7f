package io.postroom.systemtests.staff;

import com.microsoft.playwright.Page;

/** Somebody who has a keyboard and nothing else. */
final class Keyboard {
    private static final int FAR = 80;
    private static final int OPTIONS = 20;

    private final Page page;

    Keyboard(Page page) {
        this.page = page;
    }

    /** Moves the focus with Tab until it is on something of this name, and presses Enter there, which leads to another page. */
    void press(String name) {
        reach(name);
        page.evaluate("() => { window.before = true }");
        page.keyboard().press("Enter");
        page.waitForFunction("() => !window.before && document.readyState === 'complete'");
    }

    /** Types into the field of this name. */
    void type(String name, String text) {
        reach(name);
        page.keyboard().type(text);
    }

    /** Types into the first field that there is. */
    void type(String text) {
        for (int i = 0; i < FAR; i++) {
            page.keyboard().press("Tab");
            if ((Boolean) page
                    .evaluate("document.activeElement.matches('main input[type=text], main input[type=search], "
                            + "main input[type=email], main textarea, main input:not([type])')")) {
                page.keyboard().type(text);
                return;
            }
        }
        throw new AssertionError("The keyboard does not reach a field of " + page.url());
    }

    /** Ticks the box that has this id: what its label says depends on numbers. */
    void tick(String id) {
        for (int i = 0; i < FAR; i++) {
            page.keyboard().press("Tab");
            if (id.equals(page.evaluate("document.activeElement.id"))) {
                page.keyboard().press("Space");
                return;
            }
        }
        throw new AssertionError("The keyboard does not reach the box " + id);
    }

    /** With Tab to the radios, with the arrows to one of them, as browsers have it. */
    void choose(String name) {
        for (int i = 0; i < FAR && !"radio".equals(page.evaluate("document.activeElement.type")); i++) {
            page.keyboard().press("Tab");
        }
        page.keyboard().press("Space");
        for (int i = 0; i < OPTIONS; i++) {
            if (name.equals(page.evaluate("document.activeElement.labels[0].textContent.trim()"))) {
                return;
            }
            page.keyboard().press("ArrowDown");
        }
        throw new AssertionError("The arrows do not reach: " + name);
    }

    private void reach(String name) {
        for (int i = 0; i < FAR; i++) {
            page.keyboard().press("Tab");
            String focused = page.evaluate("""
                () => { const at = document.activeElement
                  return (at.labels && at.labels.length ? at.labels[0] : at).textContent.trim() }""").toString();
            if (name.equals(focused) || focused.startsWith(name + ":") || focused.startsWith(name + ",")) {
                return;
            }
        }
        throw new AssertionError("The keyboard does not reach: " + name);
    }
}
