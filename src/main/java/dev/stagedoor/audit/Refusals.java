package dev.stagedoor.audit;

import dev.stagedoor.access.Origin;
import dev.stagedoor.problem.Problem;
import dev.stagedoor.store.WriteBehind;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Writes refusals in batches, so that who is turned away often costs the store little. */
@ApplicationScoped
public class Refusals {
    private static final Logger LOG = Logger.getLogger(Refusals.class);
    private static final int LONGEST = 500;

    private final WriteBehind<Refusal> rows;

    Refusals(AuditRepository repository, AuditConfig config, Vertx vertx, MeterRegistry metrics) {
        var dropped = metrics.counter("stagedoor.audit.dropped");
        var limits = new WriteBehind.Limits(config.flushAfter(), config.queueCapacity(), config.queueCapacity());
        this.rows = new WriteBehind<>(vertx, limits, repository::add, refusal -> dropped.increment());
        metrics.gauge("stagedoor.audit.waiting", rows, WriteBehind::size);
    }

    /**
     * Takes a refusal; never waits.
     *
     * @param action verb and path as they were sent
     */
    public void record(Origin origin, String action, Problem problem) {
        rows.add(new Refusal(Instant.now(), origin, cut(action), problem.status(), cut(problem.getMessage())));
    }

    /** What a stranger sends may be long, and hold what PostgreSQL does not take in a text. */
    private static String cut(String text) {
        var storable = text.replace('\0', '\uFFFD');
        return storable.length() <= LONGEST ? storable : storable.substring(0, LONGEST) + "…";
    }

    void stop(@Observes ShutdownEvent stopping) throws Throwable {
        var left = VertxContextSupport.subscribeAndAwait(rows::finish);
        if (left > 0) {
            LOG.errorf("%d refusals were left out of the audit: the store is away", left);
        }
    }
}
