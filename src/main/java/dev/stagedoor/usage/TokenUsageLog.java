package dev.stagedoor.usage;

/**
 * What a model used on one day: TokenUsageLog of the contract, section 2.
 *
 * @param api the model
 * @param periodStart the beginning of the day in UTC, in epoch milliseconds
 * @param promptTokens of what clients report only the total is known, so that this and {@code completionTokens} may be less
 */
record TokenUsageLog(
        String integrationName,
        String api,
        long periodStart,
        long promptTokens,
        long completionTokens,
        long totalTokens) {}
