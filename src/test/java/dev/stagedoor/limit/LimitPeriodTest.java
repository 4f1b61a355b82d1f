package dev.stagedoor.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Periods begin and end by the calendar, in UTC. */
class LimitPeriodTest {
    @ParameterizedTest
    @CsvSource({
        "MINUTE, 2026-11-25T10:20:30.999Z, 2026-11-25T10:20:00Z, 2026-11-25T10:21:00Z",
        "MINUTE, 2026-11-25T10:20:00Z,     2026-11-25T10:20:00Z, 2026-11-25T10:21:00Z",
        "DAY,    2026-11-25T23:59:59.999Z, 2026-11-25T00:00:00Z, 2026-11-26T00:00:00Z",
        "WEEK,   2026-11-25T10:20:30Z,     2026-11-23T00:00:00Z, 2026-11-30T00:00:00Z",
        "WEEK,   2026-11-29T23:59:59Z,     2026-11-23T00:00:00Z, 2026-11-30T00:00:00Z",
        "WEEK,   2026-11-30T00:00:00Z,     2026-11-30T00:00:00Z, 2026-12-07T00:00:00Z",
        "MONTH,  2026-12-31T23:59:59Z,     2026-12-01T00:00:00Z, 2027-01-01T00:00:00Z",
        "MONTH,  2028-02-29T12:00:00Z,     2028-02-01T00:00:00Z, 2028-03-01T00:00:00Z",
    })
    void shouldSpanTheMomentFromItsStartToItsEnd(LimitPeriod period, Instant moment, Instant start, Instant end) {
        var span = period.around(moment.toEpochMilli());

        assertThat(Instant.ofEpochMilli(span.start())).isEqualTo(start);
        assertThat(Instant.ofEpochMilli(span.end())).isEqualTo(end);
        assertThat(span.holds(moment.toEpochMilli())).isTrue();
        assertThat(span.holds(span.end())).isFalse();
    }
}
