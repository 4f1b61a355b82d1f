package dev.stagedoor.limit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * The windows of this node, one for each limit that calls met, and their draws on the store: at once where calls wait, and
 * all together once in a while to report and to give back.
 */
@Singleton
class Windows {
    private static final Logger LOG = Logger.getLogger(Windows.class);
    private static final int MOST_AT_ONCE = 200;

    private final LeaseRepository store;
    private final LimitsConfig config;
    private final InstantSource clock;
    private final Vertx vertx;
    private final Map<Long, Window> windows;

    Windows(LeaseRepository store, LimitsConfig config, InstantSource clock, Vertx vertx, MeterRegistry metrics) {
        this.store = store;
        this.config = config;
        this.clock = clock;
        this.vertx = vertx;
        this.windows = metrics.gaugeMapSize("stagedoor.limits.windows", Tags.empty(), new ConcurrentHashMap<>());
    }

    void start(@Observes StartupEvent started) {
        vertx.setPeriodic(config.reportEvery().toMillis(), timer -> report());
    }

    /** The window of a limit now. */
    Window of(UsageLimit limit) {
        var window = windows.get(limit.id());
        if (window == null || !window.isFor(limit.period(), clock.millis())) {
            window = windows.compute(limit.id(), (id, old) -> current(old, limit));
        }
        window.change(limit);
        return window;
    }

    private Window current(Window old, UsageLimit limit) {
        var now = clock.millis();
        if (old != null && old.isFor(limit.period(), now)) {
            return old;
        }
        var spare = old == null ? 0 : old.spare();
        return new Window(limit, limit.period().around(now), spare, config.whenStoreIsAway());
    }

    /** Lets a call wait until the store has said whether there is enough. */
    void ask(Window window, Waiter waiter) {
        window.enqueue(waiter);
        draw(window);
    }

    /** Asks the store for more if there is need; never waits. */
    void draw(Window window) {
        window.draw(clock.millis()).ifPresent(draw -> run(List.of(new Asked(window, draw))));
    }

    /** A window and what it asks. */
    private record Asked(Window window, Draw draw) {}

    private void run(List<Asked> asked) {
        draw(asked).subscribe().with(answers -> answered(asked, answers), failure -> unanswered(asked, failure));
    }

    private Uni<List<Draw.Answer>> draw(List<Asked> asked) {
        return store.draw(asked.stream().map(Asked::draw).toList());
    }

    private void answered(List<Asked> asked, List<Draw.Answer> answers) {
        for (var i = 0; i < asked.size(); i++) {
            var window = asked.get(i).window();
            tell(window, window.answered(answers.get(i), clock.millis()));
        }
    }

    private void unanswered(List<Asked> asked, Throwable failure) {
        LOG.warnf("%d limits cannot be counted in the store: %s", asked.size(), failure.getMessage());
        asked.forEach(each -> tell(each.window(), each.window().unanswered()));
    }

    private void tell(Window window, List<Window.Decided> decided) {
        decided.forEach(Window.Decided::tell);
        window.drawForWaiting(clock.millis()).ifPresent(draw -> run(List.of(new Asked(window, draw))));
    }

    void report() {
        var now = clock.millis();
        windows.values().removeIf(window -> !window.span().holds(now));
        forgetSurplus();
        var renewEvery = config.lease().toMillis() / 3;
        inParts(reports(window -> window.report(now, renewEvery).map(draw -> new Asked(window, draw)).stream()
                        .toList()))
                .forEach(this::run);
    }

    /** A call that takes of one just now finds nothing in it, and asks; what it reserves then counts as used. */
    private void forgetSurplus() {
        var surplus = windows.size() - config.remembered();
        if (surplus > 0) {
            windows.values().stream()
                    .filter(Window::isIdle)
                    .limit(surplus)
                    .toList()
                    .forEach(windows.values()::remove);
        }
    }

    private List<Asked> reports(Function<Window, List<Asked>> report) {
        return windows.values().stream()
                .flatMap(window -> report.apply(window).stream())
                .sorted((a, b) -> LeaseRepository.ORDER.compare(a.draw(), b.draw()))
                .toList();
    }

    private static List<List<Asked>> inParts(List<Asked> all) {
        List<List<Asked>> parts = new ArrayList<>();
        for (var at = 0; at < all.size(); at += MOST_AT_ONCE) {
            parts.add(all.subList(at, Math.min(all.size(), at + MOST_AT_ONCE)));
        }
        return parts;
    }

    /** What this node holds and does not use goes back before it ends. */
    void stop(@Observes ShutdownEvent stopping) throws Throwable {
        var last = inParts(reports(window -> List.of(new Asked(window, window.last()))));
        VertxContextSupport.subscribeAndAwait(() -> Multi.createFrom()
                .iterable(last)
                .onItem()
                .transformToUniAndConcatenate(part -> draw(part).onFailure().recoverWithNull())
                .collect()
                .asList());
    }
}
