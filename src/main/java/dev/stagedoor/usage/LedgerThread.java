package dev.stagedoor.usage;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The thread that usage rows are written by, one piece of work at a time: files block, and event loops must not. */
final class LedgerThread {
    private static final Logger LOG = Logger.getLogger(LedgerThread.class);

    private final ExecutorService worker = Executors.newSingleThreadExecutor(LedgerThread::thread);

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "usage-ledger");
        thread.setDaemon(true);
        return thread;
    }

    void now(Runnable work) {
        execute(() -> guarded(work));
    }

    void after(long millis, Runnable work) {
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, this::execute)
                .execute(() -> guarded(work));
    }

    private void execute(Runnable work) {
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

    /** Nothing is done any longer that comes from now on. */
    void stop() {
        worker.shutdown();
    }
}
