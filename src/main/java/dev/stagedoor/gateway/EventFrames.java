package dev.stagedoor.gateway;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Server-sent events on their way, in pieces that begin and end anywhere. Finds the data of each and lets all pass as it
 * came, but for the events that must not: an event is held only while it may still be one of those, and never if it is long.
 */
final class EventFrames {
    /** A count is never as long. */
    private static final int LONGEST_HELD = 1 << 16;

    /** The last event of a response holds the whole answer once more. */
    private static final int LONGEST_LAST = 1 << 24;

    private static final byte[] DATA = ascii("data:");
    private static final byte[] EVENT = ascii("event:");
    private static final List<byte[]> LAST_EVENTS =
            List.of(ascii("response.completed"), ascii("response.incomplete"), ascii("response.failed"));
    private static final int LONGEST_EVENT = 32;

    private final UsageReader reader;
    private final boolean leavesUsageOut;
    private final boolean holdsTheEnd;

    private byte[] field;
    private int column;
    private boolean isFieldKnown;
    private boolean isComment;
    private byte previous;
    private boolean isAfterLeftOut;
    private boolean isInFrame;

    private final byte[] event = new byte[LONGEST_EVENT];
    private int eventLength;
    private boolean hasData;
    private boolean isLast;
    private boolean isEnding;

    private boolean isHolding;
    private Buffer held = UsageTap.NOTHING;
    private int heldFrom;
    private Buffer out;
    private int passedTo;

    EventFrames(UsageReader reader, boolean leavesUsageOut, boolean holdsTheEnd) {
        this.reader = reader;
        this.leavesUsageOut = leavesUsageOut;
        this.holdsTheEnd = holdsTheEnd;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    Buffer hear(Buffer piece, byte[] bytes) {
        out = null;
        passedTo = heldFrom = 0;
        var from = 0;
        for (var at = 0; at < bytes.length; at++) {
            var b = bytes[at];
            if (b == '\n' || b == '\r') {
                hearPartOfLine(bytes, from, at);
                endLine(bytes, b, at);
                from = at + 1;
            }
            previous = b;
        }
        hearPartOfLine(bytes, from, bytes.length);
        return passed(piece, bytes);
    }

    private void hearPartOfLine(byte[] bytes, int from, int to) {
        if (from == to) {
            return;
        }
        if (!isInFrame) {
            beginFrame(from);
        }
        var at = from;
        for (; at < to && !isFieldKnown; at++) {
            know(bytes[at]);
        }
        column += to - at;
        if (field == DATA) {
            hearData(bytes, at, to);
        } else if (field == EVENT) {
            hearEvent(bytes, at, to);
        }
        if (isHolding && !(isEnding || mayBeHeld(held.length() + to - heldFrom))) {
            release();
        }
    }

    private void beginFrame(int at) {
        isInFrame = true;
        if (!isEnding) {
            isHolding = leavesUsageOut || holdsTheEnd;
            heldFrom = at;
        }
        eventLength = 0;
        hasData = isLast = false;
        reader.beginObject();
    }

    /** Which field the line is of is known from its first letters. */
    private void know(byte b) {
        if (column == 0) {
            isComment = b == ':';
            field = b == DATA[0] ? DATA : b == EVENT[0] ? EVENT : null;
        } else if (b != field[column]) {
            field = null;
        }
        column++;
        isFieldKnown = field == null || column == field.length;
    }

    private void hearData(byte[] bytes, int from, int to) {
        if (!isFieldKnown) {
            return;
        }
        reader.read(bytes, from, to);
        for (var at = from; at < to && !hasData; at++) {
            if (bytes[at] != ' ') {
                hasData = true;
                isLast |= bytes[at] == '[';
            }
        }
    }

    private void hearEvent(byte[] bytes, int from, int to) {
        for (var at = from; isFieldKnown && at < to && eventLength < LONGEST_EVENT; at++) {
            if (bytes[at] != ' ') {
                event[eventLength++] = bytes[at];
            }
        }
    }

    /** A comment keeps the connection alive: it cannot wait. */
    private boolean mayBeHeld(int length) {
        if (isComment) {
            return false;
        }
        return (holdsTheEnd && (isLast || !hasData) && length < LONGEST_LAST)
                || (leavesUsageOut && reader.mayTellUsageOnly() && length < LONGEST_HELD);
    }

    private void endLine(byte[] bytes, byte b, int at) {
        if (b == '\n' && previous == '\r') {
            passOver(at, bytes);
            return;
        }
        isAfterLeftOut = false;
        if (column > 0) {
            isLast |= field == EVENT && isLastEvent();
            isInFrame &= !isComment;
            isComment = isFieldKnown = false;
            field = null;
            column = 0;
        } else if (isInFrame) {
            endFrame(bytes, at + 1);
        }
    }

    /** The second half of an end of line goes where the first went. */
    private void passOver(int at, byte[] bytes) {
        if (isAfterLeftOut) {
            leaveOut(bytes, at, at + 1);
            isAfterLeftOut = false;
        }
    }

    private boolean isLastEvent() {
        return LAST_EVENTS.stream()
                .anyMatch(name ->
                        name.length == eventLength && Arrays.equals(name, 0, eventLength, event, 0, eventLength));
    }

    private void endFrame(byte[] bytes, int to) {
        isInFrame = false;
        if (!isHolding || isEnding) {
            return;
        }
        if (leavesUsageOut && reader.tellsUsageOnly()) {
            leaveOut(bytes, heldFrom, to);
            held = UsageTap.NOTHING;
            isHolding = false;
            isAfterLeftOut = true;
        } else if (holdsTheEnd && isLast) {
            isEnding = true;
        } else {
            release();
        }
    }

    private void leaveOut(byte[] bytes, int from, int to) {
        pass(bytes, from);
        passedTo = to;
    }

    /** What is held of this piece is passed on with the rest of it. */
    private void release() {
        isHolding = false;
        if (held.length() > 0) {
            out = held;
            held = UsageTap.NOTHING;
        }
    }

    private void pass(byte[] bytes, int to) {
        if (out == null) {
            out = Buffer.buffer(to - passedTo);
        }
        out.appendBytes(bytes, passedTo, to - passedTo);
        passedTo = to;
    }

    private Buffer passed(Buffer piece, byte[] bytes) {
        if (isHolding) {
            pass(bytes, heldFrom);
            hold(bytes);
            return out;
        }
        if (out == null && passedTo == 0) {
            return piece;
        }
        pass(bytes, bytes.length);
        return out;
    }

    private void hold(byte[] bytes) {
        if (held.length() == 0) {
            held = Buffer.buffer(bytes.length - heldFrom);
        }
        held.appendBytes(bytes, heldFrom, bytes.length - heldFrom);
    }

    /** What is still held when the stream is over. */
    Buffer rest() {
        var isLeftOut = isHolding && !isEnding && leavesUsageOut && reader.tellsUsageOnly();
        return isLeftOut ? UsageTap.NOTHING : held;
    }
}
