package dev.stagedoor.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Records on disk that are on their way into the store: written before, and forgotten after. What a killed program leaves
 * behind is there when it starts again. Each program has a directory of its own below the one that is configured, the first
 * that no other one uses. Used by one thread at a time.
 */
public final class Spool {
    private static final long SEGMENT = 4L << 20;
    private static final int MOST_PROGRAMS = 1_000;

    private final Path directory;
    private final FileChannel lockFile;
    private final FileLock lock;
    private final long most;
    private final Deque<SpoolSegment> segments = new ArrayDeque<>();
    private final List<SpoolSegment> left;
    private SpoolSegment active;
    private long next;

    private Spool(Path directory, FileChannel lockFile, FileLock lock, long most) throws IOException {
        this.directory = directory;
        this.lockFile = lockFile;
        this.lock = lock;
        this.most = most;
        for (var file : files()) {
            segments.add(SpoolSegment.left(file));
            next = number(file) + 1;
        }
        left = List.copyOf(segments);
    }

    /**
     * Opens the first directory below this one that no other program uses.
     *
     * @param most how many bytes are kept, beyond which the oldest are dropped
     */
    public static Spool open(Path root, long most) throws IOException {
        for (var number = 0; number < MOST_PROGRAMS; number++) {
            var directory = Files.createDirectories(root.resolve(Integer.toString(number)));
            var file = FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            var lock = lock(file);
            if (lock.isPresent()) {
                return new Spool(directory, file, lock.get(), most);
            }
            file.close();
        }
        throw new IOException("All spools in " + root + " are in use");
    }

    private static Optional<FileLock> lock(FileChannel file) throws IOException {
        try {
            return Optional.ofNullable(file.tryLock());
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".spool"))
                    .sorted()
                    .toList();
        }
    }

    private static long number(Path file) {
        return Long.parseLong(file.getFileName().toString().replace(".spool", ""));
    }

    /** What an earlier run left behind, the oldest first. */
    public List<SpoolSegment> left() {
        return left;
    }

    /** Adds records at the end, and says in which segment they are. They survive the program at once, and the machine after {@link #sync}. */
    public SpoolSegment append(List<byte[]> records) throws IOException {
        if (active != null && active.bytes() >= SEGMENT) {
            turn();
        }
        if (active == null) {
            active = SpoolSegment.create(directory.resolve("%016d.spool".formatted(next++)));
            segments.add(active);
        }
        active.append(records);
        return active;
    }

    /** What is added from now on is in another segment. */
    public void turn() throws IOException {
        if (active != null) {
            var full = active;
            active = null;
            full.close();
            forgetIfDone(full);
        }
    }

    /** Onto the disk, so that not even a power cut loses it. */
    public void sync() throws IOException {
        if (active != null) {
            active.sync();
        }
    }

    /** So many records of this segment are in the store. */
    public void done(SpoolSegment segment, int count) throws IOException {
        segment.done(count);
        forgetIfDone(segment);
    }

    private void forgetIfDone(SpoolSegment segment) throws IOException {
        if (!segment.isDone()) {
            return;
        }
        if (segment == active) {
            active.clear();
        } else if (segments.remove(segment)) {
            segment.delete();
        }
    }

    /** Drops the oldest segment if there are too many bytes by now. */
    public Optional<SpoolSegment> dropOldestIfFull() throws IOException {
        if (bytes() <= most || segments.peekFirst() == active) {
            return Optional.empty();
        }
        var oldest = segments.removeFirst();
        oldest.delete();
        return Optional.of(oldest);
    }

    /** How many bytes are kept. */
    public long bytes() {
        return segments.stream().mapToLong(SpoolSegment::bytes).sum();
    }

    /** Gives its directory free for another program. */
    public void close() throws IOException {
        turn();
        lock.release();
        lockFile.close();
    }
}
