package dev.stagedoor.usage;

import io.micrometer.core.instrument.Counter;
import io.vertx.pgclient.PgException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The way of usage rows into the store, on a thread of its own, in the order in which they came. Batched: first to the spool,
 * a few milliseconds after they came, then into the store. Strict: into the store at once, many calls in one statement; to
 * the spool only what the store did not take. A row is in the spool until it is committed; as many as fit are in memory too, so
 * that the spool is read only after a start or a long outage. Writing a row again changes nothing, so that it may happen.
 */
final class UsageLedger {
    private static final Logger LOG = Logger.getLogger(UsageLedger.class);
    private static final long GATHER_MILLIS = 10;
    private static final long RETRY_MILLIS = 1_000;

    private final UsageRepository repository;
    private final UsageConfig config;
    private final Counter dropped;
    private final boolean isStrict;
    private final UsageSpool spool;
    private final int capacity;
    private final LedgerThread worker = new LedgerThread();

    private final Queue<WaitingRow> incoming = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger overflowed = new AtomicInteger();
    private final AtomicBoolean isTakeDue = new AtomicBoolean();
    private final CompletableFuture<Integer> finished = new CompletableFuture<>();

    // All below belongs to the worker.
    private final Deque<WaitingRow> rows = new ArrayDeque<>();
    private boolean isSyncDue;
    private boolean isStoreDue;
    private boolean isStoring;
    private boolean isAway;
    private boolean isCareful;
    private boolean isFinishing;

    UsageLedger(UsageRepository repository, UsageConfig config, Counter dropped) {
        this.repository = repository;
        this.config = config;
        this.dropped = dropped;
        this.isStrict = config.durability() == Durability.STRICT;
        this.capacity = config.queueCapacity();
        this.spool = new UsageSpool(dropped::increment);
    }

    /** How many rows are in memory. */
    int waiting() {
        return waiting.get();
    }

    long spooledBytes() {
        return spool.bytes();
    }

    /** Opens the spool, and writes what an earlier run left in it. */
    void start() {
        worker.now(() -> {
            spool.open(config);
            storeSoon();
        });
    }

    void add(UsageEntry entry) {
        add(entry, null);
    }

    /**
     * Never waits.
     *
     * @param waiter is told when the row is committed, with null, or else why it is not; on any thread
     */
    void add(UsageEntry entry, Consumer<Throwable> waiter) {
        var row = new WaitingRow(entry, null, waiter);
        if (waiting.incrementAndGet() > 2L * capacity) {
            waiting.decrementAndGet();
            dropped.increment();
            overflowed.incrementAndGet();
            row.tell(new IllegalStateException("Too many usage rows wait for the disk"));
            return;
        }
        incoming.add(row);
        if (isTakeDue.compareAndSet(false, true)) {
            if (isStrict) {
                worker.now(this::take);
            } else {
                worker.after(GATHER_MILLIS, this::take);
            }
        }
    }

    private void drop(int count, String why) {
        dropped.increment(count);
        tellDropped(count, why);
    }

    private static void tellDropped(int count, String why) {
        LOG.errorf("Usage rows dropped: %d: %s", count, why);
    }

    private void take() {
        isTakeDue.set(false);
        tellOverflow();
        List<WaitingRow> taken = new ArrayList<>();
        for (var row = incoming.poll(); row != null; row = incoming.poll()) {
            taken.add(row);
        }
        if (!taken.isEmpty()) {
            keep(taken);
        }
        storeSoon();
    }

    /** Once for all of them: a line for each would keep a machine busy that has no time as it is. */
    private void tellOverflow() {
        var count = overflowed.getAndSet(0);
        if (count > 0) {
            tellDropped(count, "too many wait for the disk");
        }
    }

    private void keep(List<WaitingRow> taken) {
        if (spool.isBehind() || rows.size() + taken.size() > capacity) {
            keepOnDiskOnly(taken);
        } else if (isStrict && !isAway) {
            rows.addAll(taken);
        } else {
            rows.addAll(spooled(taken));
        }
    }

    private void keepOnDiskOnly(List<WaitingRow> taken) {
        waiting.addAndGet(-taken.size());
        if (!spool.writeToReadLater(taken.stream().map(WaitingRow::entry).toList())) {
            drop(taken.size(), "the store is away, and so is the spool");
        }
        syncSoon();
        taken.forEach(row -> row.tell(new IllegalStateException("The store is behind")));
    }

    private List<WaitingRow> spooled(List<WaitingRow> taken) {
        var segment = spool.write(taken.stream().map(WaitingRow::entry).toList());
        syncSoon();
        return taken.stream().map(row -> row.in(segment)).toList();
    }

    private void syncSoon() {
        if (!isSyncDue) {
            isSyncDue = true;
            worker.after(config.spoolSync().toMillis(), () -> {
                isSyncDue = false;
                spool.sync();
            });
        }
    }

    private void storeSoon() {
        if (isAway && !isFinishing) {
            storeAfter(RETRY_MILLIS);
        } else if (isStrict || isFinishing || spool.isBehind() || rows.size() >= config.batchSize()) {
            store();
        } else if (!rows.isEmpty()) {
            storeAfter(config.flushAfter().toMillis());
        }
    }

    private void storeAfter(long millis) {
        if (!isStoreDue && !isStoring) {
            isStoreDue = true;
            worker.after(millis, () -> {
                isStoreDue = false;
                store();
            });
        }
    }

    private void store() {
        if (isStoring) {
            return;
        }
        var batch = next();
        if (!batch.isEmpty()) {
            isStoring = true;
            repository
                    .add(batch.stream().map(WaitingRow::entry).toList())
                    .subscribe()
                    .with(
                            ignored -> worker.now(() -> stored(batch)),
                            failure -> worker.now(() -> notStored(batch, failure)));
        } else if (isFinishing) {
            end();
        }
    }

    private List<WaitingRow> next() {
        while (rows.isEmpty() && spool.isBehind()) {
            var part = spool.readNext();
            part.entries().forEach(entry -> rows.add(new WaitingRow(entry, part.segment(), null)));
            waiting.addAndGet(part.entries().size());
        }
        List<WaitingRow> batch = new ArrayList<>();
        var most = isCareful ? 1 : config.batchSize();
        while (batch.size() < most && !rows.isEmpty()) {
            batch.add(rows.removeFirst());
        }
        return batch;
    }

    private void stored(List<WaitingRow> batch) {
        isStoring = isAway = isCareful = false;
        forget(batch, null);
        storeSoon();
    }

    private void forget(List<WaitingRow> batch, Throwable failure) {
        waiting.addAndGet(-batch.size());
        batch.forEach(row -> row.tell(failure));
        batch.stream()
                .filter(row -> row.segment() != null)
                .collect(Collectors.groupingBy(WaitingRow::segment, Collectors.counting()))
                .forEach((segment, count) -> spool.done(segment, count.intValue()));
    }

    private void notStored(List<WaitingRow> batch, Throwable failure) {
        isStoring = false;
        if (isAboutItsContent(failure) && batch.size() == 1) {
            drop(1, "the store will never take it: " + failure.getMessage());
            isCareful = false;
            forget(batch, failure);
            storeSoon();
            return;
        }
        isCareful = isAboutItsContent(failure);
        isAway = !isCareful;
        batch.reversed().forEach(rows::addFirst);
        LOG.warnf("%d usage rows wait for the store: %s", rows.size(), failure.getMessage());
        if (isFinishing && isAway) {
            end();
        } else {
            if (isAway) {
                waitInTheSpool(failure);
            }
            storeSoon();
        }
    }

    /** Nobody waits for an outage to end; and what is not in the spool yet must be, as it can be long. Who is told can rely on it. */
    private void waitInTheSpool(Throwable failure) {
        var all = rows.stream().collect(Collectors.partitioningBy(row -> row.segment() != null));
        var kept = new ArrayList<>(all.get(true));
        if (!all.get(false).isEmpty()) {
            kept.addAll(spooled(all.get(false)));
        }
        rows.clear();
        kept.stream().map(WaitingRow::thatNobodyWaitsFor).forEach(rows::add);
        kept.forEach(row -> row.tell(failure));
    }

    /** SQL state classes of data that cannot be and of constraints that are broken. */
    private static boolean isAboutItsContent(Throwable failure) {
        return failure instanceof PgException refused
                && (refused.getSqlState().startsWith("22")
                        || refused.getSqlState().startsWith("23"));
    }

    /** Writes what waits; has the number of rows that the store did not take. Takes no rows any longer. */
    CompletableFuture<Integer> finish() {
        worker.now(() -> {
            isFinishing = true;
            take();
        });
        return finished;
    }

    private void end() {
        spool.close();
        worker.stop();
        finished.complete(rows.size());
    }
}
