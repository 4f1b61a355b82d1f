package dev.stagedoor.gateway;

import io.vertx.core.buffer.Buffer;

/** Whether a stream of events that is passed on in pieces is between two events: behind a blank line, or at its start. */
final class FrameEnd {
    private static final int LONGEST = 4;

    private int last = '\n' << 8 | '\n';

    void see(Buffer piece) {
        for (var at = Math.max(0, piece.length() - LONGEST); at < piece.length(); at++) {
            last = last << 8 | (piece.getByte(at) & 0xFF);
        }
    }

    /** A line ends in LF, CR or CRLF. */
    boolean isReached() {
        var two = last & 0xFFFF;
        return two == 0x0A0A || two == 0x0D0D || (last & 0xFFFFFF) == 0x0A0D0A;
    }
}
