package dev.stagedoor.secret.rotation;

import dev.stagedoor.secret.KeyRing;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** How far this replica is with re-wrapping: in the log, and in the metrics. */
@ApplicationScoped
class Progress {
    private static final Logger LOG = Logger.getLogger(Progress.class);
    private static final long REPORT_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int MOST_COMPLAINTS = 100;

    private final KeyRing ring;
    private final Counter rewrapped;
    private final AtomicLong left = new AtomicLong();
    private final AtomicLong unopenable = new AtomicLong();
    private final Set<String> complaints = ConcurrentHashMap.newKeySet();
    private volatile Look look = Look.at(0, 0);
    private volatile boolean isUnderWay;

    Progress(KeyRing ring, MeterRegistry metrics) {
        this.ring = ring;
        this.rewrapped = metrics.counter("stagedoor.secret.rewrapped");
        metrics.gauge("stagedoor.secret.rewrap.left", left);
        metrics.gauge("stagedoor.secret.unopenable", unopenable);
    }

    /** What one look at the rows has come to, since {@code startedAt}. */
    private record Look(long toDo, long startedAt, AtomicLong done, AtomicLong failed, AtomicLong reportedAt) {
        static Look at(long toDo, long missing) {
            var now = System.nanoTime();
            return new Look(toDo, now, new AtomicLong(), new AtomicLong(missing), new AtomicLong(now));
        }

        double seconds() {
            return (System.nanoTime() - startedAt) / 1e9;
        }

        long rate() {
            return Math.round(done.get() / seconds());
        }

        boolean isReportDue() {
            var last = reportedAt.get();
            var now = System.nanoTime();
            return now - last > REPORT_NANOS && reportedAt.compareAndSet(last, now);
        }
    }

    boolean isUnderWay() {
        return isUnderWay;
    }

    /** A look begins, with this much stored under each key. */
    void begin(List<Section> sections) {
        var missing = sections.stream()
                .filter(section -> KeyUse.of(section.keyId(), ring) == KeyUse.MISSING)
                .toList();
        missing.forEach(this::complainOf);
        var toDo = rows(sections.stream()
                .filter(section -> KeyUse.of(section.keyId(), ring).isRewrapped())
                .toList());
        look = Look.at(toDo, rows(missing));
        left.set(toDo + rows(missing));
        isUnderWay = toDo > 0;
    }

    private static long rows(List<Section> sections) {
        return sections.stream().mapToLong(Section::rows).sum();
    }

    void add(Batch batch) {
        batch.unopenable().forEach(failure -> complain(failure.getMessage()));
        look.failed().addAndGet(batch.unopenable().size());
        var count = batch.rewrapped().size();
        if (count > 0 && look.done().getAndAdd(count) == 0) {
            LOG.infof(
                    "Re-wrapping %d stored secrets under key %d",
                    look.toDo(), ring.current().id());
        }
        rewrapped.increment(count);
        left.addAndGet(-count);
        if (look.isReportDue()) {
            LOG.infof(
                    "Re-wrapped %d stored secrets, %d are left, %d/s",
                    look.done().get(), left.get(), look.rate());
        }
    }

    /** The look is over; whether anything was re-wrapped. */
    boolean end() {
        isUnderWay = false;
        unopenable.set(look.failed().get());
        var done = look.done().get();
        if (done > 0) {
            LOG.infof(
                    "Re-wrapped %d stored secrets in %.1f s, %d/s; %d do not open",
                    done, look.seconds(), look.rate(), unopenable.get());
        }
        return done > 0;
    }

    private void complainOf(Section missing) {
        complain(
                "Stored secrets of %s do not open: their key %d is neither stagedoor.secret.key nor one of stagedoor.secret.other-keys"
                        .formatted(missing.table().table(), missing.keyId()));
    }

    /** Each once; when there are very many, the metric tells the rest. */
    private void complain(String complaint) {
        if (complaints.size() < MOST_COMPLAINTS && complaints.add(complaint)) {
            LOG.error(complaint);
        }
    }
}
