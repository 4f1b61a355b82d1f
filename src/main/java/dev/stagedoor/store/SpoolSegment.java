package dev.stagedoor.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jboss.logging.Logger;

/**
 * One file of a spool, to which records are only ever added: each with its length and a checksum before it. It is there until
 * all of its records are done with. Used by one thread at a time.
 */
public final class SpoolSegment {
    private static final Logger LOG = Logger.getLogger(SpoolSegment.class);
    private static final int HEADER = 2 * Integer.BYTES;

    private final Path file;
    private FileChannel channel;
    private long bytes;
    private int records;
    private int done;

    private SpoolSegment(Path file) {
        this.file = file;
    }

    static SpoolSegment create(Path file) throws IOException {
        var segment = new SpoolSegment(file);
        segment.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return segment;
    }

    /** One that an earlier run left behind. */
    static SpoolSegment left(Path file) throws IOException {
        var segment = new SpoolSegment(file);
        segment.bytes = Files.size(file);
        return segment;
    }

    void append(List<byte[]> added) throws IOException {
        var size = added.stream().mapToInt(record -> HEADER + record.length).sum();
        var buffer = ByteBuffer.allocate(size);
        for (var record : added) {
            buffer.putInt(record.length).putInt(checksum(record)).put(record);
        }
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        bytes += size;
        records += added.size();
    }

    private static int checksum(byte[] record) {
        var sum = new CRC32C();
        sum.update(record, 0, record.length);
        return (int) sum.getValue();
    }

    /** Onto the disk, so that not even a power cut loses it. */
    void sync() throws IOException {
        if (channel != null) {
            channel.force(false);
        }
    }

    /** Takes no more records. */
    void close() throws IOException {
        if (channel != null) {
            sync();
            channel.close();
            channel = null;
        }
    }

    /** Everything in it was done with: it begins anew. */
    void clear() throws IOException {
        channel.truncate(0);
        channel.position(0);
        bytes = 0;
        records = done = 0;
    }

    /**
     * All records, as far as they are whole. A file that was being written when the program was killed ends in the middle of
     * one, which was never acknowledged to be in the spool.
     */
    public List<byte[]> read() throws IOException {
        var buffer = ByteBuffer.wrap(Files.readAllBytes(file));
        List<byte[]> found = new ArrayList<>();
        while (buffer.remaining() >= HEADER) {
            var length = buffer.getInt();
            var sum = buffer.getInt();
            if (length < 0 || length > buffer.remaining()) {
                return torn(found);
            }
            var record = new byte[length];
            buffer.get(record);
            if (checksum(record) != sum) {
                return torn(found);
            }
            found.add(record);
        }
        records = found.size();
        return buffer.hasRemaining() ? torn(found) : found;
    }

    private List<byte[]> torn(List<byte[]> found) {
        LOG.warnf("%s ends in a torn record after %d whole ones; the torn one is skipped", file, found.size());
        records = found.size();
        return found;
    }

    /** So many of its records need not be kept any longer. */
    void done(int count) {
        done += count;
    }

    boolean isDone() {
        return done >= records;
    }

    /** How many records are not done with; for one of an earlier run known only once it was read. */
    public int left() {
        return records - done;
    }

    long bytes() {
        return bytes;
    }

    void delete() throws IOException {
        close();
        Files.deleteIfExists(file);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
