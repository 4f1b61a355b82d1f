package dev.stagedoor.usage;

/**
 * One sum over usage rows: of everything, of one series, or of one series in one interval.
 *
 * @param place of the series, from 1; null for everything
 * @param at the beginning of the interval, in epoch milliseconds; null for all of them
 * @param key of the series; null for what has none of its own
 * @param keys how many keys there are in all
 */
record UsageSum(Long place, Long at, String key, String name, long keys, UsageNumbers numbers) {
    boolean isOfEverything() {
        return place == null;
    }

    boolean isOfOneSeries() {
        return place != null && at == null;
    }

    boolean isOfOneInterval() {
        return at != null;
    }
}
