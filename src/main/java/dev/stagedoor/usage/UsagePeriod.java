package dev.stagedoor.usage;

import dev.stagedoor.problem.Problem;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * The time that a question is about.
 *
 * @param from inclusive
 * @param to exclusive
 */
record UsagePeriod(Instant from, Instant to) {
    private static final int DAYS_BEFORE_THE_LAST = 6;

    /**
     * What was asked for; up to the end of the running hour, and seven days in UTC with that of the end, where it was not. Up
     * to now would be the same rows, and on a busy day millions of them to add up, where there is a sum of them. 400 when it
     * is empty or longer than the interval allows.
     */
    static UsagePeriod of(UsageFilter filter, UsageInterval interval) {
        var to = filter.to() == null ? endOfThisHour() : Instant.ofEpochMilli(filter.to());
        var from = filter.from() == null ? aWeekBefore(to) : Instant.ofEpochMilli(filter.from());
        if (!from.isBefore(to)) {
            throw new Problem.Invalid("from", "is not before the end of the period");
        }
        if (from.plus(interval.longestPeriod()).isBefore(to)) {
            throw new Problem.Invalid(
                    "from",
                    "is more than " + interval.longestPeriod().toDays()
                            + " days before the end of the period, the most by " + interval.word());
        }
        return new UsagePeriod(from, to);
    }

    private static Instant endOfThisHour() {
        return Instant.now().truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
    }

    private static Instant aWeekBefore(Instant to) {
        return to.minusNanos(1).truncatedTo(ChronoUnit.DAYS).minus(DAYS_BEFORE_THE_LAST, ChronoUnit.DAYS);
    }

    OffsetDateTime start() {
        return from.atOffset(ZoneOffset.UTC);
    }

    OffsetDateTime end() {
        return to.atOffset(ZoneOffset.UTC);
    }
}
