package dev.stagedoor.gateway;

import dev.stagedoor.usage.UsageEntry.Tokens;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * Listens to an answer that passes by, plain or in events, for the provider's own token count: the last one counts, since
 * some providers send a running total. What passes is not changed by a byte, but that an event which the caller did not order
 * can be left out, and the end can wait.
 */
final class UsageTap {
    static final Buffer NOTHING = Buffer.buffer(0);

    private final UsageReader reader = new UsageReader();
    private final EventFrames frames;
    private final boolean leavesUsageOut;
    private final boolean holdsTheEnd;
    private Buffer last = NOTHING;

    private UsageTap(boolean isEventStream, boolean leavesUsageOut, boolean holdsTheEnd) {
        this.frames = isEventStream ? new EventFrames(reader, leavesUsageOut, holdsTheEnd) : null;
        this.leavesUsageOut = leavesUsageOut;
        this.holdsTheEnd = holdsTheEnd;
    }

    static UsageTap plain(boolean holdsTheEnd) {
        return new UsageTap(false, false, holdsTheEnd);
    }

    /**
     * For server-sent events.
     *
     * @param leavesUsageOut whether the event that tells the usage and nothing else goes no further
     * @param holdsTheEnd whether the event that says that all is said waits for the end
     */
    static UsageTap events(boolean leavesUsageOut, boolean holdsTheEnd) {
        return new UsageTap(true, leavesUsageOut, holdsTheEnd);
    }

    /** Whether all that is heard can be passed on as it came. */
    boolean changesNothing() {
        return !leavesUsageOut && !holdsTheEnd;
    }

    /** Takes the next piece, and gives what may be passed on by now: the same piece, or other parts, or nothing. */
    Buffer hear(Buffer piece) {
        var bytes = piece.getBytes();
        if (frames != null) {
            return frames.hear(piece, bytes);
        }
        reader.read(bytes, 0, bytes.length);
        return holdsTheEnd ? before(piece) : piece;
    }

    private Buffer before(Buffer piece) {
        var before = last;
        last = piece;
        return before;
    }

    /** What is passed on once the answer is over. */
    Buffer rest() {
        return frames == null ? before(NOTHING) : frames.rest();
    }

    /** What the provider counted, once the answer is over or broken off. */
    Optional<Tokens> tokens() {
        return Optional.ofNullable(reader.found());
    }

    /** How long the texts were that the model wrote, in bytes as JSON writes them. */
    long textBytes() {
        return reader.textBytes();
    }
}
