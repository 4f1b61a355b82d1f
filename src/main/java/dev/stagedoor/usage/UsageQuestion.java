package dev.stagedoor.usage;

/**
 * What is asked of the usage rows.
 *
 * @param limit how many series have a key of their own; the rest is added up
 */
record UsageQuestion(UsagePeriod period, UsageFilter filter, UsageBy by, UsageInterval interval, int limit) {}
