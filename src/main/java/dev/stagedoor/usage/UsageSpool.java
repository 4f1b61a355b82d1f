package dev.stagedoor.usage;

import dev.stagedoor.store.Spool;
import dev.stagedoor.store.SpoolSegment;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongConsumer;
import org.jboss.logging.Logger;

/**
 * Usage entries on disk. Those of one segment are either all in memory too, or none of them is until they are read: after a
 * start, or when an outage was long. What goes wrong with the disk is logged, and never in the way of a call. Used by one
 * thread at a time.
 */
final class UsageSpool {
    private static final Logger LOG = Logger.getLogger(UsageSpool.class);

    private final LongConsumer dropped;
    private final Deque<SpoolSegment> unread = new ArrayDeque<>();
    private Spool spool;
    private volatile long bytes;

    /** @param dropped is told how many entries were dropped because the spool was full */
    UsageSpool(LongConsumer dropped) {
        this.dropped = dropped;
    }

    /** Entries of one segment. */
    record Part(SpoolSegment segment, List<UsageEntry> entries) {}

    void open(UsageConfig config) {
        try {
            spool = Spool.open(config.spoolDir(), config.spoolMax().asLongValue());
            unread.addAll(spool.left());
            bytes = spool.bytes();
        } catch (IOException e) {
            LOG.errorf("Usage rows are kept in memory alone, as there is no spool in %s: %s", config.spoolDir(), e);
        }
    }

    long bytes() {
        return bytes;
    }

    /** Whether there are entries that are not in memory. */
    boolean isBehind() {
        return !unread.isEmpty();
    }

    /** Where they are now; null when the disk did not take them. */
    SpoolSegment write(List<UsageEntry> entries) {
        if (spool == null) {
            return null;
        }
        try {
            var segment = spool.append(entries.stream().map(UsageRecord::of).toList());
            dropWhatIsTooMuch();
            return segment;
        } catch (IOException e) {
            LOG.errorf("The spool takes no usage rows: %s", e);
            return null;
        }
    }

    /** The same for entries that are not kept in memory; whether the disk took them. */
    boolean writeToReadLater(List<UsageEntry> entries) {
        if (unread.isEmpty()) {
            turn();
        }
        var segment = write(entries);
        if (segment != null && unread.peekLast() != segment) {
            unread.add(segment);
        }
        return segment != null;
    }

    private void dropWhatIsTooMuch() throws IOException {
        for (var oldest = spool.dropOldestIfFull(); oldest.isPresent(); oldest = spool.dropOldestIfFull()) {
            if (unread.remove(oldest.get())) {
                dropped.accept(oldest.get().left());
                LOG.errorf("The spool is full: its oldest usage rows are dropped with %s", oldest.get());
            }
        }
        bytes = spool.bytes();
    }

    /** The oldest entries that are not in memory; what is added from now on can be in memory if no more are left. */
    Part readNext() {
        var segment = unread.removeFirst();
        if (unread.isEmpty()) {
            turn();
        }
        List<UsageEntry> entries = new ArrayList<>();
        try {
            for (var row : segment.read()) {
                entries.add(UsageRecord.read(row));
            }
        } catch (IOException e) {
            LOG.errorf("Not all usage rows in %s can be read: %s", segment, e);
        }
        if (entries.isEmpty()) {
            done(segment, segment.left());
        }
        return new Part(segment, entries);
    }

    private void turn() {
        try {
            if (spool != null) {
                spool.turn();
            }
        } catch (IOException e) {
            LOG.errorf("The spool of usage rows cannot go on to another file: %s", e);
        }
    }

    /** So many entries of this segment are in the store. */
    void done(SpoolSegment segment, int count) {
        if (segment == null) {
            return;
        }
        try {
            spool.done(segment, count);
            bytes = spool.bytes();
        } catch (IOException e) {
            LOG.errorf("Usage rows that are in the store stay in the spool, and are written again: %s", e);
        }
    }

    void sync() {
        try {
            if (spool != null) {
                spool.sync();
            }
        } catch (IOException e) {
            LOG.errorf("The spool of usage rows cannot be forced onto the disk: %s", e);
        }
    }

    void close() {
        try {
            if (spool != null) {
                spool.close();
            }
        } catch (IOException e) {
            LOG.errorf("The spool of usage rows cannot be closed: %s", e);
        }
    }
}
