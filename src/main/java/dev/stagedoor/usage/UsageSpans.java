package dev.stagedoor.usage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A period, cut into what whole days and whole hours cover and the rest at its ends.
 *
 * @param days at most one
 * @param hours before and after the days
 * @param rows before and after the hours
 */
record UsageSpans(List<UsagePeriod> days, List<UsagePeriod> hours, List<UsagePeriod> rows) {
    private static final long HOUR = 3_600;
    private static final long DAY = 24 * HOUR;

    static UsageSpans of(UsagePeriod period, UsageInterval interval) {
        var hours = whole(period, HOUR);
        if (hours.isEmpty()) {
            return new UsageSpans(List.of(), List.of(), List.of(period));
        }
        var rows = around(hours.get(), period);
        var days = interval == UsageInterval.DAY ? whole(period, DAY) : Optional.<UsagePeriod>empty();
        return days.map(whole -> new UsageSpans(List.of(whole), around(whole, hours.get()), rows))
                .orElseGet(() -> new UsageSpans(List.of(), List.of(hours.get()), rows));
    }

    /** What sums cover. */
    Optional<UsagePeriod> summed() {
        var all = Stream.concat(days.stream(), hours.stream()).toList();
        return all.stream().map(UsagePeriod::from).min(Instant::compareTo).flatMap(from -> all.stream()
                .map(UsagePeriod::to)
                .max(Instant::compareTo)
                .map(to -> new UsagePeriod(from, to)));
    }

    private static Optional<UsagePeriod> whole(UsagePeriod period, long seconds) {
        var from = -Math.floorDiv(-ceiling(period.from()), seconds) * seconds;
        var to = Math.floorDiv(period.to().getEpochSecond(), seconds) * seconds;
        return from < to
                ? Optional.of(new UsagePeriod(Instant.ofEpochSecond(from), Instant.ofEpochSecond(to)))
                : Optional.empty();
    }

    private static long ceiling(Instant time) {
        return time.getNano() == 0 ? time.getEpochSecond() : time.getEpochSecond() + 1;
    }

    private static List<UsagePeriod> around(UsagePeriod inner, UsagePeriod outer) {
        return Stream.of(new UsagePeriod(outer.from(), inner.from()), new UsagePeriod(inner.to(), outer.to()))
                .filter(span -> span.from().isBefore(span.to()))
                .toList();
    }
}
