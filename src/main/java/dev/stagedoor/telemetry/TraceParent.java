package dev.stagedoor.telemetry;

import java.util.HexFormat;
import java.util.Optional;

/**
 * A place in a trace, as W3C's {@code traceparent} writes it.
 *
 * @param traceId 32 digits, in lower case
 * @param spanId 16 digits, in lower case
 * @param isSampled whether who came before keeps this trace
 */
record TraceParent(String traceId, String spanId, boolean isSampled) {
    private static final int LENGTH = 55;
    private static final int TRACE = 3;
    private static final int SPAN = 36;
    private static final int FLAGS = 53;
    private static final String NO_TRACE = "0".repeat(SPAN - 1 - TRACE);
    private static final String NO_SPAN = "0".repeat(FLAGS - 1 - SPAN);

    /** What a caller sent; empty for what is none, which then is as good as nothing. Later versions may be longer. */
    static Optional<TraceParent> read(String header) {
        if (header == null || !isWellFormed(header)) {
            return Optional.empty();
        }
        var trace = header.substring(TRACE, SPAN - 1);
        var span = header.substring(SPAN, FLAGS - 1);
        return trace.equals(NO_TRACE) || span.equals(NO_SPAN)
                ? Optional.empty()
                : Optional.of(new TraceParent(trace, span, isSampled(header)));
    }

    private static boolean isSampled(String header) {
        return (HexFormat.fromHexDigit(header.charAt(FLAGS + 1)) & 1) == 1;
    }

    private static boolean isWellFormed(String header) {
        return hasLengthOfItsVersion(header)
                && areDigits(header, 0, TRACE - 1)
                && header.charAt(TRACE - 1) == '-'
                && areDigits(header, TRACE, SPAN - 1)
                && header.charAt(SPAN - 1) == '-'
                && areDigits(header, SPAN, FLAGS - 1)
                && header.charAt(FLAGS - 1) == '-'
                && areDigits(header, FLAGS, LENGTH);
    }

    private static boolean hasLengthOfItsVersion(String header) {
        return header.startsWith("00-")
                ? header.length() == LENGTH
                : header.length() >= LENGTH
                        && !header.startsWith("ff")
                        && (header.length() == LENGTH || header.charAt(LENGTH) == '-');
    }

    private static boolean areDigits(String text, int from, int to) {
        for (var at = from; at < to; at++) {
            var c = text.charAt(at);
            if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return "00-" + traceId + "-" + spanId + (isSampled ? "-01" : "-00");
    }
}
