package dev.stagedoor.limit;

import dev.stagedoor.problem.Problem;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;

/**
 * How long a limit counts before the count begins again: by the calendar, in UTC. A week begins on Monday. The names are
 * stored: never change them.
 */
public enum LimitPeriod {
    MINUTE(""),
    DAY("daily"),
    WEEK("weekly"),
    MONTH("monthly");

    private static final long MINUTE_MILLIS = 60_000;

    private final String frequency;

    LimitPeriod(String frequency) {
        this.frequency = frequency;
    }

    /** The word for it where models are saved and shown; empty for a minute, which they do not know. */
    public String frequency() {
        return frequency;
    }

    /** The period that a frequency means, in any case; 400 for what is none. */
    public static LimitPeriod ofFrequency(String text) {
        return Arrays.stream(values())
                .filter(period -> period != MINUTE && period.frequency.equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(
                        () -> new Problem.Invalid("frequency", "'" + text + "' is not one of daily, weekly, monthly"));
    }

    /** A period that has begun and not ended, in epoch milliseconds; the end is no part of it. */
    record Span(long start, long end) {
        boolean holds(long millis) {
            return start <= millis && millis < end;
        }
    }

    Span around(long millis) {
        if (this == MINUTE) {
            var start = Math.floorDiv(millis, MINUTE_MILLIS) * MINUTE_MILLIS;
            return new Span(start, start + MINUTE_MILLIS);
        }
        var today = LocalDate.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
        var first =
                switch (this) {
                    case WEEK -> today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                    case MONTH -> today.withDayOfMonth(1);
                    default -> today;
                };
        return new Span(millisOf(first), millisOf(after(first)));
    }

    private LocalDate after(LocalDate first) {
        return switch (this) {
            case WEEK -> first.plusWeeks(1);
            case MONTH -> first.plusMonths(1);
            default -> first.plusDays(1);
        };
    }

    private static long millisOf(LocalDate day) {
        return day.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
    }
}
