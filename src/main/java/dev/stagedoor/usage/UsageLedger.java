package dev.stagedoor.usage;

import dev.stagedoor.store.SpoolSegment;
import io.micrometer.core.instrument.Counter;
import io.vertx.pgclient.PgException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
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
    private final ExecutorService worker = Executors.newSingleThreadExecutor(UsageLedger::thread);

    private final Queue<Row> incoming = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean isTakeDue = new AtomicBoolean();
    private final CompletableFuture<Integer> finished = new CompletableFuture<>();

    // All below belongs to the worker.
    private final Deque<Row> rows = new ArrayDeque<>();
    private boolean isSyncDue;
    private boolean isStoreDue;
    private boolean isStoring;
    private boolean isAway;
    private boolean isCareful;
    private boolean isFinishing;

    /** A row on its way, with where in the spool it is, if there, and who waits for it, if anybody. */
    private record Row(UsageEntry entry, SpoolSegment segment, Consumer<Throwable> waiter) {
        void tell(Throwable failure) {
            if (waiter != null) {
                waiter.accept(failure);
            }
        }
    }

    UsageLedger(UsageRepository repository, UsageConfig config, Counter dropped) {
        this.repository = repository;
        this.config = config;
        this.dropped = dropped;
        this.isStrict = config.durability() == Durability.STRICT;
        this.capacity = config.queueCapacity();
        this.spool = new UsageSpool(dropped::increment);
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "usage-ledger");
        thread.setDaemon(true);
        return thread;
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
        now(() -> {
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
        var row = new Row(entry, null, waiter);
        if (waiting.incrementAndGet() > 2L * capacity) {
            waiting.decrementAndGet();
            drop(1, "too many wait for the disk");
            row.tell(new IllegalStateException("Too many usage rows wait for the disk"));
            return;
        }
        incoming.add(row);
        if (isTakeDue.compareAndSet(false, true)) {
            if (isStrict) {
                now(this::take);
            } else {
                after(GATHER_MILLIS, this::take);
            }
        }
    }

    private void drop(int count, String why) {
        dropped.increment(count);
        LOG.errorf("%d usage rows dropped: %s", count, why);
    }

    /** Once it is stopped, nothing is done any longer. */
    private void after(long millis, Runnable work) {
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, this::onWorker)
                .execute(() -> guarded(work));
    }

    private void now(Runnable work) {
        onWorker(() -> guarded(work));
    }

    private void onWorker(Runnable work) {
        try {
            worker.execute(work);
        } catch (RejectedExecutionException e) {
            LOG.debug("Usage rows are written no longer", e);
        }
    }

    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.error("Writing usage rows went wrong", e);
        }
    }

    private void take() {
        isTakeDue.set(false);
        List<Row> taken = new ArrayList<>();
        for (var row = incoming.poll(); row != null; row = incoming.poll()) {
            taken.add(row);
        }
        if (!taken.isEmpty()) {
            keep(taken);
        }
        storeSoon();
    }

    private void keep(List<Row> taken) {
        if (spool.isBehind() || rows.size() + taken.size() > capacity) {
            keepOnDiskOnly(taken);
        } else if (isStrict && !isAway) {
            rows.addAll(taken);
        } else {
            rows.addAll(spooled(taken));
        }
    }

    private void keepOnDiskOnly(List<Row> taken) {
        waiting.addAndGet(-taken.size());
        if (!spool.writeToReadLater(taken.stream().map(Row::entry).toList())) {
            drop(taken.size(), "the store is away, and so is the spool");
        }
        syncSoon();
        taken.forEach(row -> row.tell(new IllegalStateException("The store is behind")));
    }

    private List<Row> spooled(List<Row> taken) {
        var segment = spool.write(taken.stream().map(Row::entry).toList());
        syncSoon();
        return taken.stream()
                .map(row -> new Row(row.entry(), segment, row.waiter()))
                .toList();
    }

    private void syncSoon() {
        if (!isSyncDue) {
            isSyncDue = true;
            after(config.spoolSync().toMillis(), () -> {
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
            after(millis, () -> {
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
                    .add(batch.stream().map(Row::entry).toList())
                    .subscribe()
                    .with(ignored -> now(() -> stored(batch)), failure -> now(() -> notStored(batch, failure)));
        } else if (isFinishing) {
            end();
        }
    }

    private List<Row> next() {
        while (rows.isEmpty() && spool.isBehind()) {
            var part = spool.readNext();
            part.entries().forEach(entry -> rows.add(new Row(entry, part.segment(), null)));
            waiting.addAndGet(part.entries().size());
        }
        List<Row> batch = new ArrayList<>();
        var most = isCareful ? 1 : config.batchSize();
        while (batch.size() < most && !rows.isEmpty()) {
            batch.add(rows.removeFirst());
        }
        return batch;
    }

    private void stored(List<Row> batch) {
        isStoring = isAway = isCareful = false;
        forget(batch, null);
        storeSoon();
    }

    private void forget(List<Row> batch, Throwable failure) {
        waiting.addAndGet(-batch.size());
        batch.forEach(row -> row.tell(failure));
        batch.stream()
                .filter(row -> row.segment() != null)
                .collect(Collectors.groupingBy(Row::segment, Collectors.counting()))
                .forEach((segment, count) -> spool.done(segment, count.intValue()));
    }

    private void notStored(List<Row> batch, Throwable failure) {
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

    /** Nobody waits for an outage to end; and what is not in the spool yet must be, as it can be long. */
    private void waitInTheSpool(Throwable failure) {
        rows.forEach(row -> row.tell(failure));
        var all = rows.stream()
                .map(row -> new Row(row.entry(), row.segment(), null))
                .collect(Collectors.partitioningBy(row -> row.segment() != null));
        rows.clear();
        rows.addAll(all.get(true));
        if (!all.get(false).isEmpty()) {
            rows.addAll(spooled(all.get(false)));
        }
    }

    /** SQL state classes of data that cannot be and of constraints that are broken. */
    private static boolean isAboutItsContent(Throwable failure) {
        return failure instanceof PgException refused
                && (refused.getSqlState().startsWith("22")
                        || refused.getSqlState().startsWith("23"));
    }

    /** Writes what waits; has the number of rows that the store did not take. Takes no rows any longer. */
    CompletableFuture<Integer> finish() {
        now(() -> {
            isFinishing = true;
            take();
        });
        return finished;
    }

    private void end() {
        spool.close();
        worker.shutdown();
        finished.complete(rows.size());
    }
}
