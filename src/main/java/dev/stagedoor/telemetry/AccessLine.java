package dev.stagedoor.telemetry;

import dev.stagedoor.usage.UsageEntry;

/** A call as a line of the log: who called what, how it ended, how long it took and what it used. */
final class AccessLine {
    private AccessLine() {}

    static void append(UsageEntry entry, StringBuilder text) {
        var line = new JsonLine(text)
                .put("time", entry.startedAt().toString())
                .put("call", entry.id().toString())
                .put("principal", entry.principalId());
        entry.accessKeyId().ifPresent(key -> line.put("accessKey", key));
        entry.way().requestedModel().ifPresent(model -> line.put("requestedModel", model));
        line.put("integration", entry.integration())
                .put("model", entry.model())
                .put("endpoint", entry.endpoint())
                .put("streamed", entry.streamed())
                .put("attempts", entry.way().attempts())
                .put("outcome", entry.outcome().name())
                .put("status", entry.status());
        var tokens = entry.tokens();
        line.put("inputTokens", tokens.prompt())
                .put("outputTokens", tokens.completion())
                .put("totalTokens", tokens.total())
                .put("estimated", tokens.isEstimated())
                .put("costNanos", entry.costNanos())
                .putIfAny("firstByteMs", entry.firstByteMillis())
                .put("durationMs", entry.durationMillis())
                .end();
    }
}
