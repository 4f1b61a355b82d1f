package dev.stagedoor.console;

import com.microsoft.playwright.Page;

/**
 * Measures within the page, by the browser's own clock: a driver's round trip is not the console's. What takes time is
 * counted from the click or keystroke until the frame after the last change is painted.
 */
final class Stopwatch {
    /** Runs before any script of the page. The last event that a person caused is where the clock starts. */
    static final String SCRIPT =
            """
            const watch = { tasks: [], cause: 0 };
            window.watch = watch;
            new PerformanceObserver((list) => watch.tasks.push(...list.getEntries().map(({ duration }) => duration)))
              .observe({ type: 'longtask', buffered: true });
            for (const type of ['click', 'input']) {
              addEventListener(type, (event) => event.isTrusted && (watch.cause = event.timeStamp), { capture: true });
            }
            const painted = () => new Promise((done) => requestAnimationFrame(() => {
              const channel = new MessageChannel();
              channel.port1.onmessage = () => done(performance.now());
              channel.port2.postMessage(null);
            }));
            watch.until = (holds) => new Promise((done) => {
              const look = () => holds() && (observer.disconnect(), painted().then(done));
              const observer = new MutationObserver(look);
              observer.observe(document, { childList: true, subtree: true, characterData: true, attributes: true });
              look();
            });
            watch.rows = () => [...document.querySelectorAll('main table.list tbody tr')];
            watch.first = () => watch.rows()[0]?.querySelector('a').textContent;
            watch.listed = watch.until(() => watch.rows().length > 0);
            """;

    private static final String FIRST_PAINT =
            """
            () => new Promise((done) => new PerformanceObserver((list) => list.getEntriesByName('first-contentful-paint')
              .forEach(({ startTime }) => done(startTime))).observe({ type: 'paint', buffered: true }))""";

    private final Page page;

    Stopwatch(Page page) {
        this.page = page;
    }

    /** Milliseconds from the start of the navigation to the first contentful paint. */
    double firstPaint() {
        return number(page.evaluate(FIRST_PAINT));
    }

    /** Milliseconds from the start of the navigation until the rows of a list are painted. */
    double listed() {
        return number(page.evaluate("watch.listed"));
    }

    /** Milliseconds from what {@code act} does until other rows than now are painted. */
    double untilOtherRows(Runnable act) {
        return until("((now) => () => watch.first() && watch.first() !== now)(watch.first())", act);
    }

    /** Milliseconds from what {@code act} does until this row is the only one. */
    double untilOnlyRow(String name, Runnable act) {
        return until("() => watch.rows().length === 1 && watch.first() === '%s'".formatted(name), act);
    }

    private double until(String holds, Runnable act) {
        page.evaluate("() => { watch.end = watch.until(" + holds + "); }");
        act.run();
        return number(page.evaluate("watch.end.then((end) => end - watch.cause)"));
    }

    /** The longest task since the last time, in milliseconds, or 0 if the browser reports none: it does from 50 ms on. */
    double longestTask() {
        return number(page.evaluate("Math.max(0, ...watch.tasks.splice(0))"));
    }

    /** What was fetched since the start of the navigation. */
    double fetched(String what) {
        return number(page.evaluate(
                """
                (what) => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
                  .reduce((sum, entry) => sum + (what === 'requests' ? 1 : entry[what]), 0)""",
                what));
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }
}
