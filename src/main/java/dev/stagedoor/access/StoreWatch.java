package dev.stagedoor.access;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Keeps what is known of the store fresh: asks for the version twice as often as is needed, hears of changes by other nodes,
 * and says in log and metrics when neither works.
 */
@ApplicationScoped
class StoreWatch {
    private static final Logger LOG = Logger.getLogger(StoreWatch.class);
    private static final long SHORTEST_PERIOD_MILLIS = 50;
    private static final long SHORTEST_PAUSE = Duration.ofMillis(250).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofMinutes(1).toNanos();

    private final AclVersion version;
    private final Freshness freshness;
    private final NewsRepository news;
    private final AccessConfig config;
    private final Vertx vertx;
    private volatile long timer;
    private volatile long pause = SHORTEST_PAUSE;
    private volatile long nextOpening;
    private volatile boolean isGraceOver;

    StoreWatch(AclVersion version, NewsRepository news, AccessConfig config, Vertx vertx, MeterRegistry metrics) {
        this.version = version;
        this.freshness = version.freshness();
        this.news = news;
        this.config = config;
        this.vertx = vertx;
        metrics.gauge("stagedoor.access.version.age.seconds", freshness, f -> f.age() / 1e9);
        metrics.gauge("stagedoor.access.listening", news, n -> n.isOpen() ? 1 : 0);
        metrics.gauge("stagedoor.access.grace", freshness, f -> f.isInGrace() ? 1 : 0);
    }

    void start(@Observes StartupEvent starting) {
        nextOpening = freshness.now();
        var period = Math.max(SHORTEST_PERIOD_MILLIS, config.maxStaleness().toMillis() / 2);
        timer = vertx.setPeriodic(1, period, tick -> look());
    }

    void stop(@Observes ShutdownEvent stopping) {
        vertx.cancelTimer(timer);
    }

    private void look() {
        version.ask();
        complainOnceWhenGraceIsOver();
        if (config.listen() && !news.isOpen() && !freshness.isAway() && freshness.now() - nextOpening >= 0) {
            listen();
        }
    }

    /** Each attempt that fails makes the pause before the next one twice as long. */
    private void listen() {
        nextOpening = freshness.now() + pause;
        news.open(version::advanceTo)
                .onSuccess(isOpen -> pause = isOpen ? SHORTEST_PAUSE : Math.min(2 * pause, LONGEST_PAUSE));
    }

    private void complainOnceWhenGraceIsOver() {
        var isOver = freshness.isAway() && !freshness.isInGrace();
        if (isOver && !isGraceOver) {
            LOG.errorf("The store is away for longer than %s: every call is answered 503", config.grace());
        }
        isGraceOver = isOver;
    }
}
