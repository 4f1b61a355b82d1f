package dev.stagedoor.telemetry;

import java.util.Map;

/**
 * A finished part of a trace.
 *
 * @param parentId of the span that it is a part of; null for the first one
 * @param attributes texts, whole numbers, decimal numbers, and true or false
 */
record Span(
        String traceId,
        String spanId,
        String parentId,
        String name,
        Kind kind,
        long startedNanos,
        long endedNanos,
        Map<String, Object> attributes,
        boolean isError) {
    /** Which side of a call it is; by OTLP's numbers. */
    enum Kind {
        INTERNAL(1),
        SERVER(2),
        CLIENT(3);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }
}
